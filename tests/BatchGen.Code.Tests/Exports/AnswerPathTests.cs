using BatchGen.Code.Exports;
using BatchGen.Code.Inputs;
using BatchGen.Code.Tasks;

namespace BatchGen.Code.Tests.Exports;

public sealed class AnswerPathTests
{
    [Theory]
    [InlineData(TaskKind.Comment, "src/a.py", null, "src/a.py")]
    [InlineData(TaskKind.Fix, "a", null, "a")]
    [InlineData(TaskKind.Translate, "src/a.py", "Rust", "src/a.rs")]
    [InlineData(TaskKind.Translate, "src/a.b.py", "csharp", "src/a.b.cs")]
    [InlineData(TaskKind.Translate, "src/a.py", "Klingon", "src/a.py.txt")]
    [InlineData(TaskKind.UnitTests, "src/a.py", null, "src/a.tests.py")]
    [InlineData(TaskKind.UnitTests, "v1.2/.gitignore", null, "v1.2/.gitignore.tests")]
    [InlineData(TaskKind.Explain, "src/a.py", null, "src/a.py.md")]
    [InlineData(TaskKind.Review, "a", null, "a.md")]
    public void Of_KeepsTheTree_AndNeverOverwritesASource(TaskKind kind, string input, string? target, string expected)
    {
        Assert.True(SafePath.TryParse(input, out var path, out _));
        var output = AnswerPath.Of(TaskCatalogue.Of(kind), path, target);

        Assert.Equal(expected, output.Value);
        Assert.True(SafePath.TryParse(output.Value, out var again, out _));
        Assert.Equal(output, again);
    }
}
