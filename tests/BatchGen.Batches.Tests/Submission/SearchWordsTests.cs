using BatchGen.Batches.Submission;

namespace BatchGen.Batches.Tests.Submission;

public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("Nightly Refactoring, part-2", "nightly refactoring part 2")]
    [InlineData("nightly NIGHTLY", "nightly")]
    [InlineData("夜间重构", "夜间重构 间重构 重构 构")]
    [InlineData("v2重构", "v2重构 重构 构")]
    [InlineData("... --- ", "")]
    public void Of_CutsIntoWords(string text, string words) => Assert.Equal(words, string.Join(' ', SearchWords.Of([text])));

    [Theory]
    [InlineData("batch_abc", "abc")]
    [InlineData("重构 Night", "重构 night")]
    public void OfQuery_TakesWordsAsTheyAreTyped(string text, string words) => Assert.Equal(words, string.Join(' ', SearchWords.OfQuery(text)));

    [Fact]
    public void Of_NeverCutsACharacterInHalf_WhenAWordIsLong()
    {
        var word = SearchWords.Of([new string('a', 39) + "\U00020000\U00020000"]).Single(word => word.StartsWith('a'));

        Assert.False(char.IsHighSurrogate(word[^1]));
    }
}
