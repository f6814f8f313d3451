using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Native;
using BatchGen.Testing;

namespace BatchGen.LlamaCpp.Tests.Native;

public sealed class LibraryFilesTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "cpu")]
    [InlineData(".cuda", "cuda")]
    [InlineData(".vulkan", "vulkan")]
    [InlineData(".metal", "metal")]
    public void Find_ReadsReleaseAndBackend_FromTheNames(string infix, string backend)
    {
        Put($"llama{infix}.v0.5.0", $"ggml{infix}.v0.5.0", "ggml-base", "llama-common");

        var files = LibraryFiles.Find(_folder.Path);

        Assert.Equal("v0.5.0", files.Release);
        Assert.Equal(backend, files.Backend);
        Assert.Equal(_folder.File(NameOf($"ggml{infix}.v0.5.0")), files.Ggml);
    }

    [Fact]
    public void Find_SaysWhereItLooked_WhenTheFolderIsMissing()
    {
        var folder = _folder.File("nowhere");

        var exception = Assert.Throws<RuntimeException>(() => LibraryFiles.Find(folder));

        Assert.Equal("native_library_missing", exception.Code);
        Assert.Contains(folder, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NamesTheFile_WhenOneOfThreeIsMissing()
    {
        Put("llama.v0.5.0", "ggml.v0.5.0");

        var exception = Assert.Throws<RuntimeException>(() => LibraryFiles.Find(_folder.Path));

        Assert.Equal("native_library_missing", exception.Code);
        Assert.Contains(NameOf("ggml-base"), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NamesBothReleases_WhenTheReleaseIsAnother()
    {
        Put("llama.v0.4.0", "ggml.v0.4.0", "ggml-base");

        var exception = Assert.Throws<RuntimeException>(() => LibraryFiles.Find(_folder.Path));

        Assert.Equal("native_library_mismatch", exception.Code);
        Assert.Contains("is llama.cpp v0.4.0, and this program is written for v0.5.0", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NamesBoth_WhenTwoBuildsShareTheFolder()
    {
        Put("llama.v0.5.0", "llama.cuda.v0.5.0");

        var exception = Assert.Throws<RuntimeException>(() => LibraryFiles.Find(_folder.Path));

        Assert.Equal("native_library_mismatch", exception.Code);
        Assert.Contains(NameOf("llama.cuda.v0.5.0"), exception.Message, StringComparison.Ordinal);
    }

    private static string NameOf(string stem) =>
        OperatingSystem.IsWindows() ? stem + ".dll" : "lib" + stem + (OperatingSystem.IsMacOS() ? ".dylib" : ".so");

    private void Put(params string[] stems)
    {
        foreach (var stem in stems)
            File.WriteAllText(_folder.File(NameOf(stem)), "");
    }
}
