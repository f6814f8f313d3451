using System.Diagnostics;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Runtime;
using BatchGen.Testing;
using BatchGen.Testing.Headers;
using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Tests.Planning;

/// <summary>Real processes, real llama.cpp, models that are headers only.</summary>
public sealed class MemoryDryRunTests : IAsyncDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly PlanningOptions _options = new() { DryRunTimeout = Patience.Ceiling };
    private readonly MemoryDryRun _dryRun;

    public MemoryDryRunTests() => _dryRun = new MemoryDryRun(Options.Create(_options), TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _dryRun.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task GetDevicesAsync_NamesTheCpu()
    {
        var devices = await _dryRun.GetDevicesAsync(CancellationToken.None);

        Assert.Contains(devices, device => device.Kind == DeviceKind.Cpu);
    }

    [Fact]
    public async Task MeasureAsync_KnowsCodeGeeX4ToTheByte_FromItsHeader()
    {
        var path = Write(ModelHeader.CodeGeeX4);

        var cpu = Assert.Single(await _dryRun.MeasureAsync(Request(path, 131_072), CancellationToken.None));

        // Measured with llama.cpp on a processor of either kind: builds with AMX keep sums beside the blocks (AmxPacking).
        var packing = (await _dryRun.GetDevicesAsync(CancellationToken.None)).Single(device => device.Kind == DeviceKind.Cpu).Packing;
        Assert.Equal(packing == WeightPacking.Amx ? 11_086_299_136 : 9_988_964_352, cpu.WeightsBytes);
        Assert.Equal(5L << 30, cpu.KvBytes);
        Assert.InRange(cpu.ComputeBytes, 240_000_000, 250_000_000);
    }

    [Fact]
    public async Task MeasureAsync_GivesTheReadersCode_WhenAHeaderWouldEndLlamaCpp()
    {
        var path = _folder.File("hangs.gguf");
        ModelHeader.SmallChatglm.Header().Key("chatglm.rope.dimension_count", 0u).WriteSparse(path);

        var refusal = await Assert.ThrowsAsync<DryRunException>(() => _dryRun.MeasureAsync(Request(path, 512), CancellationToken.None));

        Assert.Equal(GgufErrorCodes.UnsafeValue, refusal.Code);
        Assert.Contains("rope.dimension_count", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MeasureAsync_StartsAnotherProcess_WhenTheirsWasKilled()
    {
        var path = Write(ModelHeader.SmallChatglm);
        var before = await _dryRun.MeasureAsync(Request(path, 512), CancellationToken.None);
        using var victim = Process.GetProcessById(_dryRun.ProcessId!.Value);
        victim.Kill();
        await victim.WaitForExitAsync();

        var after = await _dryRun.MeasureAsync(Request(path, 512), CancellationToken.None);

        Assert.Equal(before, after);
        Assert.NotEqual(victim.Id, _dryRun.ProcessId);
    }

    [Fact]
    public async Task MeasureAsync_EndsTheProcess_WhenItDoesNotAnswerInTime()
    {
        _options.DryRunTimeout = TimeSpan.FromTicks(1);

        var failure = await Assert.ThrowsAsync<DryRunException>(() => _dryRun.GetDevicesAsync(CancellationToken.None));

        Assert.Equal(DryRunException.TimedOut, failure.Code);
        Assert.Null(_dryRun.ProcessId);
    }

    private string Write(ModelHeader header)
    {
        var path = _folder.File($"{header.Architecture}.gguf");
        header.Header().WriteSparse(path);
        return path;
    }

    private static DryRunRequest Request(string path, int cells) => new(new ModelLoadRequest(path, GpuLayers: 0), new ContextSettings(cells, 1));
}
