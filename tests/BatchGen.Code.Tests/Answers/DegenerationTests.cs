using BatchGen.Code.Answers;
using BatchGen.Inference.Answers;
using BatchGen.Inference.Scheduling;
using CsCheck;

namespace BatchGen.Code.Tests.Answers;

public sealed class DegenerationTests
{
    private const string Code = "public static int Add(int a, int b)\n{\n    return a + b;\n}\n";

    public static TheoryData<string, string> Stuck => new()
    {
        { "one character, nothing else", new string('G', 60) },
        { "one character after code", Code + new string('G', 300) },
        { "one character over lines", Code + string.Concat(Enumerable.Repeat(new string('!', 79) + "\n", 30)) },
        { "line breaks", Code + new string('\n', 300) },
        { "a word", Code + string.Concat(Enumerable.Repeat("the ", 200)) },
        { "a call", "return " + string.Concat(Enumerable.Repeat("foo(bar(", 100)) },
        { "a line", Code + string.Concat(Enumerable.Repeat("    x = x + 1;\n", 60)) },
        { "a block of lines", string.Concat(Enumerable.Repeat(Code, 20)) },
        { "a block, cut in its middle", string.Concat(Enumerable.Repeat(Code, 20)) + Code[..17] },
        { "emoji", "Done! " + string.Concat(Enumerable.Repeat("🎉", 300)) },
        { "Chinese", "好的。" + string.Concat(Enumerable.Repeat("这是一个函数。", 100)) },
    };

    public static TheoryData<string, string> Legitimate => new()
    {
        { "nothing", "" },
        { "short code", Code },
        { "a separator at the end", Code + "// " + new string('=', 117) },
        { "a banner", string.Concat(Enumerable.Repeat(new string('#', 100) + "\n", 5)) + Code },
        { "a banner at the end", Code + string.Concat(Enumerable.Repeat("/* " + new string('*', 74) + " */\n", 5)) },
        { "a table of zeros that ends", "int t[] = {\n" + string.Concat(Enumerable.Repeat("    0x00, 0x00, 0x00, 0x00,\n", 400)) + "};\n" },
        { "an enum of 500, cut", "enum E {\n" + string.Concat(Enumerable.Range(0, 500).Select(n => $"    VALUE_{n} = {n},\n")) },
        { "a sine table, cut", string.Concat(Enumerable.Range(0, 400).Select(n => $"{Math.Sin(n):F4}, ")) },
        { "SQL rows, cut", string.Concat(Enumerable.Range(0, 300).Select(n => $"INSERT INTO t VALUES ({n}, 'name{n}', 0);\n")) },
        { "a Markdown table with a long rule", "| a | b |\n|" + new string('-', 150) + "|" + new string('-', 150) + "|\n| 1 | 2 |\n" },
        { "closing braces", Code + string.Concat(Enumerable.Range(0, 30).Select(n => new string(' ', 4 * (30 - n)) + "}\n")) },
        { "getters alike", string.Concat(Enumerable.Range(0, 60).Select(n => $"    public int Field{n} => _field{n};\n")) },
        { "a few equal lines", Code + string.Concat(Enumerable.Repeat("    yield return null;\n", 8)) },
        { "ASCII art", string.Concat(Enumerable.Range(1, 40).Select(n => new string(' ', 40 - n) + new string('*', 2 * n) + "\n")) },
        { "a hex dump", string.Concat(Enumerable.Range(0, 200).Select(n => $"{n:x8}: 00 00 00 00 00 00 00 00\n")) },
    };

    [Theory]
    [MemberData(nameof(Stuck))]
    public void Describe_FindsAStuckModel_WhenTheAnswerWasCut(string what, string answer)
    {
        Assert.NotEmpty(what);
        Assert.NotNull(Degeneration.Describe(answer, FinishReason.Length));
    }

    [Theory]
    [MemberData(nameof(Legitimate))]
    public void Describe_LetsRegularTextPass_HoweverItEnded(string what, string answer)
    {
        Assert.NotEmpty(what);
        Assert.Null(Degeneration.Describe(answer, FinishReason.Length));
        Assert.Null(Degeneration.Describe(answer, FinishReason.Stop));
    }

    [Theory]
    [InlineData("G", 160, 159)]
    [InlineData("0123456789abcdefghijklmnopqrstuvwxyzABCD", 12, 11)]
    [InlineData("ab", 240, 239)]
    public void Describe_HoldsToItsThresholds_WhenTheAnswerWasCut(string passage, int caught, int passed)
    {
        var start = Code + "\n\n" + Code.ToUpperInvariant() + "#";
        Assert.NotNull(Degeneration.Describe(start + string.Concat(Enumerable.Repeat(passage, caught)), FinishReason.Length));
        Assert.Null(Degeneration.Describe(start + string.Concat(Enumerable.Repeat(passage, passed)), FinishReason.Length));
    }

    [Theory]
    [InlineData("G", 400, 399)]
    [InlineData("0123456789abcdefghijklmnopqrstuvwxyzABCD", 40, 39)]
    public void Describe_NeedsMore_WhenTheModelEndedByItself(string passage, int caught, int passed)
    {
        var start = string.Concat(Enumerable.Range(0, 100).Select(n => $"line {n}\n"));
        Assert.NotNull(Degeneration.Describe(start + string.Concat(Enumerable.Repeat(passage, caught)), FinishReason.Stop));
        Assert.Null(Degeneration.Describe(start + string.Concat(Enumerable.Repeat(passage, passed)), FinishReason.Stop));
    }

    [Fact]
    public void Describe_SaysWhatIsRepeated() =>
        Assert.Equal(
            "The answer ends in the same 15 characters 40 times: \"    x = x + 1;⏎\".",
            Degeneration.Describe("y = 0;\n" + string.Concat(Enumerable.Repeat("    x = x + 1;\n", 40)), FinishReason.Length));

    [Fact]
    public void Describe_FindsAnyLoop_WhereverItIsCut() =>
        Gen.Select(Gen.String[Gen.Char["abcdef \n"], 2, 40], Gen.Int[0, 39]).Sample((passage, cut) =>
        {
            var loop = string.Concat(Enumerable.Repeat(passage, 300));
            return Degeneration.Describe("Start: " + loop[..^(cut % passage.Length)], FinishReason.Length) is not null;
        });

    [Fact]
    public void Describe_NeverThrows_WhateverTheAnswer() =>
        Gen.Select(Gen.String, Gen.Bool).Sample((answer, cut) =>
        {
            _ = Degeneration.Describe(answer, cut ? FinishReason.Length : FinishReason.Stop);
        });
}
