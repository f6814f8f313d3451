using BatchGen.LLamaSharp.Native;

namespace BatchGen.LLamaSharp.Tests.Native;

public sealed class LoadedLibrariesTests
{
    [Theory]
    [InlineData("ggml", "/opt/app/libggml.so", true)]
    [InlineData("ggml", "/opt/app/libggml.so.0", true)]
    [InlineData("ggml", "/opt/app/libggml.b8390.so", true)]
    [InlineData("ggml", "ggml.dll", true)]
    [InlineData("ggml", "/opt/app/libggml-base.so", false)]
    [InlineData("llama", "/opt/app/LLamaSharp.dll", false)]
    public void IsBuildOf_TellsOneLibraryFromAnother(string name, string path, bool expected) =>
        Assert.Equal(expected, LoadedLibraries.IsBuildOf(name, path));

    [Theory]
    [InlineData("llama")]
    [InlineData("ggml")]
    [InlineData("ggml-base")]
    public void Find_GivesTheLibraryThatLLamaSharpLoaded(string name)
    {
        _ = TestRuntime.UnderTest;

        Assert.NotEqual(0, LoadedLibraries.Find(name));
    }
}
