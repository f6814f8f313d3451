using BatchGen.LLamaSharp.Native;
using BatchGen.Testing;

namespace BatchGen.LLamaSharp.Tests.Native;

public sealed class LibraryBuildTests : IDisposable
{
    private static readonly Processor Haswell = new(["avx2", "avx", "noavx"], "has AVX2 and no AVX-512");

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(new[] { "avx512", "avx2", "avx", "noavx" }, "avx512")]
    [InlineData(new[] { "avx2", "avx", "noavx" }, "avx2")]
    [InlineData(new[] { "noavx" }, "noavx")]
    public void Choose_TakesTheFastestBuild_ThatTheProcessorRuns(string[] builds, string expected)
    {
        Put("noavx", "avx", "avx2", "avx512");

        var build = LibraryBuild.Choose(_folder.Path, "cpu", new Processor(builds, "is one"), gpuProblem: null);

        Assert.Equal(("cpu", expected, _folder.File(expected)), (build.Backend, build.Name, build.Folder));
        Assert.Null(build.GpuProblem);
    }

    /// <summary>arm64 and macOS.</summary>
    [Fact]
    public void Choose_TakesTheFolderItself_WhenThereIsOneBuildForThePlatform()
    {
        var native = Path.Combine(_folder.Path, "linux-arm64", "native");
        Directory.CreateDirectory(native);

        var build = LibraryBuild.Choose(native, "cpu", new Processor([], "is no x86"), gpuProblem: null);

        Assert.Equal((native, "linux-arm64"), (build.Folder, build.Name));
    }

    [Fact]
    public void Choose_TakesTheGpusBuild_WithTheCpusOwnPart()
    {
        Put("noavx", "avx2", "cuda12");

        var build = LibraryBuild.Choose(_folder.Path, "cuda12", Haswell, gpuProblem: null);

        Assert.Equal(("cuda12", _folder.File("cuda12"), _folder.File("avx2")), (build.Backend, build.Folder, build.CpuFolder));
    }

    [Fact]
    public void Choose_SaysWhyNotTheGpu_WhenTheDriverOffersNone()
    {
        Put("noavx", "avx2", "cuda12");

        var build = LibraryBuild.Choose(_folder.Path, "cuda12", Haswell, "NVIDIA's driver is not installed");

        Assert.Equal(("cpu", "avx2", "NVIDIA's driver is not installed"), (build.Backend, build.Name, build.GpuProblem));
        Assert.StartsWith("Not cuda12: NVIDIA's driver is not installed. This processor", build.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "Unable to load shared library '/app/libggml-base.so' or one of its dependencies. If so:\nlibgomp.so.1: cannot open shared object file: No such file or directory\n/app/libggml-base.so.so: cannot open shared object file: No such file or directory",
        "llama.cpp needs libgomp.so.1, which this system lacks: install libgomp1 (Debian, Ubuntu: apt-get install libgomp1; Fedora: libgomp; Alpine: libgomp).")]
    [InlineData(
        "/app/libx.so: invalid ELF header",
        "The operating system cannot load '/app/libggml-base.so': /app/libx.so: invalid ELF header. Install what it names, or build with -p:LlamaBackend=cpu.")]
    public void Describe_NamesThePackage_WhenALibraryOfTheSystemIsMissing(string message, string sentence) =>
        Assert.Equal(sentence, LoadProblem.Describe("/app/libggml-base.so", message));

    private void Put(params string[] builds)
    {
        foreach (var build in builds)
            Directory.CreateDirectory(_folder.File(build));
    }
}
