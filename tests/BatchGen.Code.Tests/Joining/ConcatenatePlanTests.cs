using BatchGen.Code.Joining;
using BatchGen.Code.Languages;
using BatchGen.Code.Parsing;
using BatchGen.Code.Splitting;
using BatchGen.Code.Tasks;
using BatchGen.Code.Tests.Splitting;
using CsCheck;

namespace BatchGen.Code.Tests.Joining;

public sealed class ConcatenatePlanTests
{
    private const string First = "using System;\n\nclass A\n{\n    int a;\n\n";
    private const string Second = "    int B()\n    {\n        return a;\n    }\n}\n";

    private static readonly ChunkHeader Header = new(
        "// File: A.cs, part 2 of 2\n// Imports of the file:\n//   using System;\n// This part is inside:\n//   class A\n", ["using System;"], ["class A"]);

    [Theory]
    [InlineData("as it is", Second)]
    [InlineData("in a fence", "Here it is:\n```csharp\n" + Second + "```\nDone.")]
    [InlineData(
        "with the header",
        "```csharp\n// File: A.cs, part 2 of 2\n// Imports of the file:\n//   using System;\n// This part is inside:\n//   class A\n" + Second + "```")]
    [InlineData("with the header bare", "File: A.cs, part 2 of 2\nusing System;\n\n" + Second)]
    [InlineData("with the scope reopened and closed", "```cs\nusing System;\n\nclass A\n{\n" + Second + "}\n```")]
    [InlineData("with the scope opened on its line", "class A {\n" + Second + "}")]
    [InlineData("with a comment on the reopened scope", "/// <summary>A.</summary>\nclass A\n{\n" + Second + "}")]
    [InlineData("without its indentation", "```\nint B()\n{\n    return a;\n}\n}\n```")]
    [InlineData("with Windows line ends", "```\r\n    int B()\r\n    {\r\n        return a;\r\n    }\r\n}\r\n```\r\n")]
    [InlineData("with the end of the part before", "class A\n{\n    int a;\n\n" + Second)]
    public async Task Join_GivesTheFileBack_WhenTheSecondAnswerComes(string how, string answer)
    {
        var joined = await JoinAsync(First, answer);
        var expected = how.Contains("without its", StringComparison.Ordinal)
            ? First + Second.Replace("\n}\n", "\n    }\n", StringComparison.Ordinal)
            : First + Second;
        Assert.Equal(expected, joined);
    }

    [Fact]
    public async Task Join_KeepsTheCommentsAdded_WhenAnswersHaveThem() =>
        Assert.Equal(
            "// The file.\n" + First + "    // Gives a.\n" + Second,
            await JoinAsync("```csharp\n// The file.\n" + First.TrimEnd() + "\n```", "    // Gives a.\n" + Second.TrimEnd()));

    [Fact]
    public async Task Join_KeepsTheSourcesOwnLines_WhenTheyReadLikeTheHeader()
    {
        var parts = JoinSamples.Cut("A.cs", Header, First, "using System;\nclass A\n{\n}\n");
        var joined = await JoinSamples.FinishAsync(
            new ConcatenatePlan(parts, parts[0].Syntax), JoinSamples.Answer(First, "using System;\nclass A\n{\n}\n"));
        Assert.Equal(First + "using System;\nclass A\n{\n}\n", joined.Text);
    }

    [Fact]
    public async Task Join_AddsNoLineEnd_WhenALineWasCut()
    {
        var parts = JoinSamples.Cut("a.txt", ChunkHeader.None, "one two", " three\r\n");
        var joined = await JoinSamples.FinishAsync(new ConcatenatePlan(parts, Syntax.PlainText), JoinSamples.Answer("one two\n", "three\n"));
        Assert.Equal("one two three\r\n", joined.Text);
    }

    [Fact]
    public async Task Join_SaysWhichLinesBecameWhich_WhenFinished()
    {
        var parts = JoinSamples.Cut("A.cs", Header, First, Second);
        var joined = await JoinSamples.FinishAsync(
            new ConcatenatePlan(parts, parts[0].Syntax), JoinSamples.Answer("// The file.\n" + First, Second));
        Assert.True(joined.Lineage.Pieces.Count > 1);
        Assert.Equal(JoinStrategy.Concatenate, joined.Lineage.Strategy);
        Assert.Equal([new LineSpan(1, 7), new LineSpan(8, 12)], joined.Lineage.Pieces.Select(piece => piece.Result));
        Assert.Equal([1, 7], joined.Lineage.Pieces.Select(piece => piece.Source.FirstLine));
        Assert.Equal([First.Length + "// The file.\n".Length, Second.Length], joined.Lineage.Pieces.Select(piece => piece.AnswerTokens));
    }

    [Fact]
    public async Task GetNext_AsksForTheMissingPartsOnly_WhenSomeFailed()
    {
        var parts = JoinSamples.Cut("a.py", ChunkHeader.None, "a\n", "b\n", "c\n");
        var answers = JoinSamples.Answer("a", "b", "c");
        answers.Remove(PieceId.OfPart(2));
        var step = Assert.IsType<RunParts>(await new ConcatenatePlan(parts, parts[0].Syntax).GetNextAsync(answers));
        Assert.Equal([2], step.Parts.Select(part => part.Part));
    }

    [Theory]
    [InlineData("csharp")]
    [InlineData("python")]
    [InlineData("javascript")]
    [InlineData("text")]
    public Task Join_GivesTheTextBack_WhenEveryAnswerIsItsPart(string language) =>
        SourceTexts.Lines.Select(Gen.Int[10, 80]).SampleAsync(
            async (text, budget) =>
            {
                var known = Language.FindSyntax(language)!;
                var parts = await SourceSplitter.SplitAsync(new SourceDocument("a", known, text), new ChunkBudget(budget), CountingRules.Words);
                var answers = JoinSamples.Answer([.. parts.Select(part => part.Text)]);
                var joined = await JoinSamples.FinishAsync(new ConcatenatePlan(parts, known), answers);
                Assert.Equal(text, joined.Text);
            },
            iter: 100);

    private static async Task<string> JoinAsync(params string[] answers)
    {
        var parts = JoinSamples.Cut("A.cs", Header, First, Second);
        return (await JoinSamples.FinishAsync(new ConcatenatePlan(parts, parts[0].Syntax), JoinSamples.Answer(answers))).Text;
    }
}
