using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Tests.Data;

public sealed class StoredSentenceTests
{
    public static TheoryData<Sentence, string> Kept => new()
    {
        { "The input was refused.", "The input was refused." },
        { "[brackets] and {braces}", """["[brackets] and {{braces}}"]""" },
        { PausedBy("Ada"), """["Paused by {0}.","Ada"]""" },
        { PausedBy(Line(3)), """["Paused by {0}.",["line {0}","3"]]""" },
    };

    [Theory]
    [MemberData(nameof(Kept))]
    public void Write_KeepsValuesApart_AndReadGivesThemBack(Sentence sentence, string text)
    {
        Assert.Equal(text, StoredSentence.Write(sentence));
        Assert.Equal(sentence, StoredSentence.Read(text));
    }

    [Theory]
    [InlineData("[not JSON")]
    [InlineData("[1,2]")]
    [InlineData("[]")]
    public void Read_TakesTextAsItIs_WhenItIsNoStoredSentence(string text) => Assert.Equal(text, StoredSentence.Read(text).ToString());

    [Fact]
    public void Write_HasNoNullCharacter_WhichPostgreSqlCannotKeep() =>
        Assert.DoesNotContain('\0', StoredSentence.Write(PausedBy("a\0b")) + StoredSentence.Write("a\0b"));

    private static Sentence PausedBy(Sentence who) => $"Paused by {who}.";

    private static Sentence PausedBy(string who) => $"Paused by {who}.";

    private static Sentence Line(int number) => $"line {number}";
}
