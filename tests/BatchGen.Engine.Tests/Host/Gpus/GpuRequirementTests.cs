using BatchGen.Engine.Host.Gpus;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Tests.Host.Gpus;

public sealed class GpuRequirementTests
{
    private static readonly DeviceMemory Cpu = new("CPU", "a CPU", DeviceKind.Cpu, 1, 2);
    private static readonly DeviceMemory Gpu = new("CUDA0", "a GPU", DeviceKind.Gpu, 1, 2);
    private static readonly string Driver = OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";

    private readonly FakeProbe _probe = new();
    private readonly List<string> _warnings = [];

    [Fact]
    public void Require_NamesTheDriver_WhenItIsMissing()
    {
        _probe.Problems[Driver] = "not found";

        var exception = Refuse("cuda");

        Assert.Equal("gpu_not_available", exception.Code);
        Assert.Contains($"NVIDIA's driver is not installed ({Driver} cannot be loaded)", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Engine:AllowCpuFallback", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Require_NamesTheRuntimeLibrary_WhenItIsMissing()
    {
        _probe.Problems[FakeProbe.Backend] =
            $"Unable to load shared library '{FakeProbe.Backend}' or one of its dependencies.\nlibcudart.so.13: cannot open shared object file: No such file or directory";

        Assert.Contains("(libcudart.so.13 is missing)", Refuse("cuda").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Require_SaysWhereToLook_WhenEveryLibraryLoads() =>
        Assert.Contains("nvidia-smi", Refuse("cuda").Message, StringComparison.Ordinal);

    [Fact]
    public void Require_SaysIt_WhenAVulkanBuildFindsNoGpu() =>
        Assert.Contains("Vulkan driver", Refuse("vulkan").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("cpu", -1)]
    [InlineData("metal", -1)]
    [InlineData("none", -1)]
    [InlineData("cuda", 0)]
    public void Require_AsksNothing_WhenTheCpuIsWanted(string backend, int layers)
    {
        GpuRequirement.Require(
            Settings(gpuLayers: layers), Info(backend), () => throw new InvalidOperationException("nobody is to ask"), _probe, _warnings.Add);

        Assert.Empty(_warnings);
    }

    [Fact]
    public void Require_SaysThatItIsTheCpu_WhenThatIsAllowed()
    {
        _probe.Problems[Driver] = "not found";

        GpuRequirement.Require(Settings(allowCpuFallback: true), Info("cuda"), () => [Cpu], _probe, _warnings.Add);

        Assert.Contains("computes on the CPU", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Require_ProbesNothing_WhenThereIsAGpu()
    {
        GpuRequirement.Require(Settings(), Info("cuda"), () => [Gpu, Cpu], _probe, _warnings.Add);

        Assert.Equal(0, _probe.Questions);
    }

    [Fact]
    public void FindProblem_GivesTheLoadersWords_WhenALibraryIsMissing() =>
        Assert.Contains("libbatchgen-absent.so", new SystemLibraryProbe().FindProblem("libbatchgen-absent.so"), StringComparison.Ordinal);

    private RuntimeException Refuse(string backend) =>
        Assert.Throws<RuntimeException>(() => GpuRequirement.Require(Settings(), Info(backend), () => [Cpu], _probe, _warnings.Add));

    private static RuntimeInfo Info(string backend) => new("llama.cpp", "v0.5.0", backend);

    private static EngineSettings Settings(bool allowCpuFallback = false, int gpuLayers = -1) =>
        new("socket", new ModelLoadRequest("model.gguf", gpuLayers), new ContextSettings(512, 1), 512, 16, allowCpuFallback);
}
