using BatchGen.Code.Answers;
using BatchGen.Code.Tasks;
using BatchGen.Inference.Answers;
using BatchGen.Inference.Scheduling;
using CsCheck;

namespace BatchGen.Code.Tests.Answers;

public sealed class AnswerQualityTests
{
    [Theory]
    [InlineData("```cs\nclass A;\n```", FinishReason.Stop, AnswerKind.Code, "C#", "")]
    [InlineData("This class does nothing.", FinishReason.Stop, AnswerKind.Prose, "C#", "")]
    [InlineData("anything", FinishReason.Stop, AnswerKind.Free, null, "")]
    [InlineData("return a +", FinishReason.Stop, AnswerKind.Fragment, "C#", "")]
    [InlineData("###PATH: a.json\n{}\n", FinishReason.Stop, AnswerKind.Files, null, "")]
    [InlineData(" \n", FinishReason.Stop, AnswerKind.Code, "C#", "answer_empty")]
    [InlineData(" \n", FinishReason.Length, AnswerKind.Code, "C#", "answer_truncated answer_empty")]
    [InlineData("```cs\nclass A {", FinishReason.Length, AnswerKind.Code, "C#", "answer_truncated")]
    [InlineData("I cannot do that, sorry.", FinishReason.Stop, AnswerKind.Code, "C#", "no_code_found")]
    [InlineData("I cannot do that, sorry.", FinishReason.Stop, AnswerKind.Files, null, "no_code_found")]
    [InlineData("###PATH: ../a.py\nx = 1\n", FinishReason.Stop, AnswerKind.Files, null, "no_code_found")]
    [InlineData("```cs\nclass A {\n```", FinishReason.Stop, AnswerKind.Code, "C#", "syntax_error")]
    [InlineData("```js\nlet = =\n```", FinishReason.Stop, AnswerKind.Free, null, "syntax_error")]
    [InlineData("###PATH: a.json\n{\n###PATH: b.cs\nclass B\n###PATH: c.py\nx = 1\n", FinishReason.Stop, AnswerKind.Files, null, "syntax_error syntax_error")]
    [InlineData("```py\ndef f(:\n```", FinishReason.Stop, AnswerKind.Code, "Python", "")]
    public void Inspect_RaisesTheFlagsThatApply(string text, FinishReason finish, AnswerKind expected, string? language, string flags)
    {
        var report = AnswerQuality.Inspect(new AnswerFacts(text, finish, expected, language));

        Assert.Equal(flags, string.Join(' ', report.Flags.Select(flag => flag.Code)));
        Assert.All(report.Flags, flag => Assert.NotEmpty(flag.Message));
    }

    [Fact]
    public void Inspect_FlagsAStuckModel()
    {
        var report = AnswerQuality.Inspect(new AnswerFacts(new string('G', 512), FinishReason.Length, AnswerKind.Free, null));

        Assert.Equal([QualityKind.Truncated, QualityKind.Degenerate], report.Flags.Select(flag => flag.Kind));
    }

    [Fact]
    public void Inspect_NamesTheFileOfASyntaxError()
    {
        var report = AnswerQuality.Inspect(new AnswerFacts("###PATH: src/a.json\n{,}\n", FinishReason.Stop, AnswerKind.Files, null));

        Assert.StartsWith("src/a.json: Line 1, column 2", Assert.Single(report.Flags).Message, StringComparison.Ordinal);
        Assert.Equal("src/a.json", Assert.Single(report.Edit!.Files).Path.Value);
    }

    [Fact]
    public void Inspect_NeverThrows_WhateverTheAnswer() =>
        Gen.Select(
            Gen.OneOf(Gen.OneOf("```", "```cs", "\n", "class A {", "###PATH: a.js\n", "{"), Gen.String).Array[0, 15].Select(string.Concat),
            Gen.Enum<AnswerKind>(),
            Gen.Enum<FinishReason>()).Sample((text, expected, finish) =>
        {
            var report = AnswerQuality.Inspect(new AnswerFacts(text, finish, expected, "C#"));
            return report.Flags.All(flag => flag.Message.Length > 0);
        });
}
