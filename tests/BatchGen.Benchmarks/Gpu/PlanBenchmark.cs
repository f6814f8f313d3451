using System.Globalization;
using BatchGen.Benchmarks.Tables;
using BatchGen.Engine.Host;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;

namespace BatchGen.Benchmarks.Gpu;

/// <summary>
/// The memory plan against the device: each configuration is loaded, one whole step is run (pools grow with the first), and
/// what the device then has in use more than before is compared. On a CPU llama.cpp's own numbers stand for the device's.
/// </summary>
internal sealed class PlanBenchmark(GpuSubject subject) : IBenchmark
{
    private const double AllowedShare = 0.02;

    public string Name => $"gpu-plan-{subject.Suffix}";

    public Task<ResultTable> RunAsync()
    {
        var path = subject.WriteModel();
        var runtime = RuntimeFactory.Create(_ => { });
        var devices = new DeviceUse(runtime);
        var shape = ModelShape.From(GgufFile.Read(path));
        var rows = subject.Cases.Select(one => Row(one, Compare(one, path, shape, runtime, devices))).ToList();
        return Task.FromResult(new ResultTable(
            $"Plan against {(devices.HasGpu ? "device" : "llama.cpp's own numbers (CPU)")}, {runtime.Info.Name} {runtime.Info.Version} {runtime.Info.Backend}",
            ["Configuration", "planned MiB", "measured MiB", "difference MiB", $"within 2 % or {subject.AllowedMebibytes} MiB"],
            rows));
    }

    private static Comparison Compare(GpuCase one, string path, ModelShape shape, IModelRuntime runtime, DeviceUse devices)
    {
        var plan = MemoryPlanner.Plan(shape, PlanSettings.For(one.Context, one.GpuLayers), devices.Budgets);
        var before = devices.Bytes;
        using var model = runtime.LoadModel(new ModelLoadRequest(path, one.GpuLayers), progress: null, CancellationToken.None);
        using var context = model.CreateContext(one.Context);
        if (devices.HasGpu)
            RunWholeStep(context);
        var measured = devices.HasGpu ? devices.Bytes - before : model.Info.SizeBytes + context.Info.KvBytes + context.Info.ComputeBytes;
        return new Comparison(devices.Planned(plan), measured);
    }

    private static void RunWholeStep(IRuntimeContext context)
    {
        var tokens = Math.Min(context.Info.StepTokens, context.Info.CellsPerSlot);
        var step = new StepInput(tokens);
        for (var position = 0; position < tokens; position++)
            step.Add(token: 'a', position, new SlotId(0), wantsLogits: position == tokens - 1);
        var status = context.Decode(step);
        if (status != DecodeStatus.Ok)
            throw new InvalidOperationException($"The step ended with {status}.");
    }

    private IReadOnlyList<string> Row(GpuCase one, Comparison comparison) =>
    [
        one.Name,
        Mebibytes(comparison.PlannedBytes),
        Mebibytes(comparison.MeasuredBytes),
        Mebibytes(comparison.MeasuredBytes - comparison.PlannedBytes),
        comparison.IsWithin(AllowedShare, (long)subject.AllowedMebibytes << 20) ? "yes" : "NO",
    ];

    private static string Mebibytes(long bytes) => (bytes / 1048576.0).ToString("0.0", CultureInfo.InvariantCulture);

    private sealed record Comparison(long PlannedBytes, long MeasuredBytes)
    {
        public bool IsWithin(double share, long bytes) => Math.Abs(MeasuredBytes - PlannedBytes) <= Math.Max(bytes, (long)(PlannedBytes * share));
    }
}
