using BatchGen.Batches.Inputs;

namespace BatchGen.Batches.Tests.Inputs;

public sealed class CodeLanguagesTests
{
    [Theory]
    [InlineData("a/b.py", "Python")]
    [InlineData("B.CS", "C#")]
    [InlineData("x.h", "C")]
    [InlineData("x.hpp", "C++")]
    [InlineData("app.tsx", "TSX")]
    [InlineData("Dockerfile", "Dockerfile")]
    [InlineData("src/CMakeLists.txt", "CMake")]
    [InlineData("go", null)]
    [InlineData("notes.txt", null)]
    public void OfFile_GoesByNameThenExtension(string raw, string? expected)
    {
        Assert.True(SafePath.TryParse(raw, out SafePath? path, out _));
        Assert.Equal(expected, CodeLanguages.OfFile(path)?.Name);
    }

    [Theory]
    [InlineData("csharp", "C#")]
    [InlineData("C#", "C#")]
    [InlineData(" cs ", "C#")]
    [InlineData("golang", "Go")]
    [InlineData("shell", "Bash")]
    [InlineData("python3", "Python")]
    [InlineData("brainfog", null)]
    public void Find_KnowsEveryName(string name, string? expected) => Assert.Equal(expected, CodeLanguages.Find(name)?.Name);
}
