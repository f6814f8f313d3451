using BatchGen.Code.Joining;
using BatchGen.Code.Parsing;
using BatchGen.Code.Splitting;

namespace BatchGen.Code.Tests.Joining;

public sealed class PerDeclarationPlanTests
{
    [Theory]
    [InlineData(
        "a.py",
        "```python\nimport os\nfrom a import (\n    f,\n)\n\ndef test_f():\n    f()\n```",
        "```python\nimport os\nfrom a import g\n\ndef test_g():\n    g()\n```",
        "import os\nfrom a import (\n    f,\n)\nfrom a import g\n\ndef test_f():\n    f()\n\ndef test_g():\n    g()\n")]
    [InlineData(
        "a.cs",
        "using Xunit;\n\nnamespace Shop.Tests;\n\npublic class FTests { }",
        "using System;\nusing Xunit;\n\nnamespace Shop.Tests;\n\npublic class GTests { }",
        "using Xunit;\nusing System;\nnamespace Shop.Tests;\n\npublic class FTests { }\n\npublic class GTests { }\n")]
    [InlineData(
        "a.go",
        "package shop\n\nimport \"testing\"\n\nfunc TestF(t *testing.T) {}",
        "package shop\n\nimport \"testing\"\n\nfunc TestG(t *testing.T) {}",
        "package shop\nimport \"testing\"\n\nfunc TestF(t *testing.T) {}\n\nfunc TestG(t *testing.T) {}\n")]
    public async Task Join_SaysImportsOnceAtTheTop_WhenAnswersShareThem(string path, string first, string second, string expected)
    {
        var parts = JoinSamples.Cut(path, ChunkHeader.None, "f\n", "g\n");
        var joined = await JoinSamples.FinishAsync(new PerDeclarationPlan(parts, parts[0].Syntax), JoinSamples.Answer(first, second));
        Assert.Equal(expected, joined.Text);
    }

    [Fact]
    public async Task Join_TellsEachAnswersLines_WhenImportsMovedUp()
    {
        var parts = JoinSamples.Cut("a.py", ChunkHeader.None, "f\n", "g\n", "h\n");
        var joined = await JoinSamples.FinishAsync(
            new PerDeclarationPlan(parts, parts[0].Syntax), JoinSamples.Answer("import a\nx = 1\ny = 2\n", "import a\n", "z = 3\n"));
        Assert.Equal("import a\n\nx = 1\ny = 2\n\nz = 3\n", joined.Text);
        Assert.Equal([new LineSpan(3, 4), null, new LineSpan(6, 6)], joined.Lineage.Pieces.Select(piece => piece.Result));
    }
}
