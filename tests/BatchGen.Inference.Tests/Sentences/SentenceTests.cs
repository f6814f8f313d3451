using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Tests.Sentences;

public sealed class SentenceTests
{
    [Fact]
    public void Interpolation_KeepsValuesApart_FormattedAlikeEverywhere()
    {
        var count = 5_120;
        Sentence sentence = $"It has {count:N0} tokens in {"a.py"}.";

        Assert.Equal("It has {0} tokens in {1}.", sentence.Words);
        Assert.Equal(["5,120", "a.py"], sentence.Values);
        Assert.Equal("It has 5,120 tokens in a.py.", sentence.ToString());
    }

    [Fact]
    public void Interpolation_KeepsASentenceWithin_AsASentence()
    {
        var line = 3;
        Sentence inner = $"line {line}";
        Sentence outer = $"The prompt of {inner} is empty.";

        Assert.Equal([inner], outer.Values);
        Assert.Equal("The prompt of line 3 is empty.", outer.ToString());
    }

    [Fact]
    public void Braces_AreText_InWordsAndValues()
    {
        Sentence sentence = $"Write {{{{ for {"{x}"}.";

        Assert.Equal("Write {{ for {x}.", sentence.ToString());
    }

    [Fact]
    public void Join_PutsTheSameTextBetween() =>
        Assert.Equal("one, two", Sentence.Join(", ", ["one", "two"]).ToString());

    [Fact]
    public void Equals_ComparesWordsAndValues()
    {
        Assert.Equal(Named("a"), Named("a"));
        Assert.NotEqual(Named("a"), Named("b"));
    }

    private static Sentence Named(string name) => $"It is {name}.";
}
