using System.Diagnostics;
using System.Globalization;
using BatchGen.Engine.Host;
using BatchGen.Inference.Runtime;
using BatchGen.Testing.Models;

namespace BatchGen.Benchmarks.Gpu;

/// <summary>Another process that takes memory of the device, by a KV cache of the wished size, until it is disposed.</summary>
internal sealed class MemoryTaker : IDisposable
{
    public const string Verb = "take-memory";

    /// <summary>256 KiB a cell in 32 bit: few enough cells for any card.</summary>
    private static readonly RandomModelShape Shape = new(
        Layers: 32, EmbeddingLength: 1024, FeedForwardLength: 64, Heads: 8, KvHeads: 8, Weights: TensorType.Q4_0, DistinctRows: 8);

    private static readonly long CellBytes = 2L * sizeof(float) * Shape.Layers * Shape.EmbeddingLength;

    private readonly Process _process;

    private MemoryTaker(Process process, bool hasTaken)
    {
        _process = process;
        HasTaken = hasTaken;
    }

    /// <summary>False when the device did not give it.</summary>
    public bool HasTaken { get; }

    public static async Task<MemoryTaker> StartAsync(long bytes)
    {
        // The program itself: a machine for GPUs need not have .NET.
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Verb, bytes.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        return new MemoryTaker(process, await process.StandardOutput.ReadLineAsync() is not null);
    }

    /// <summary>The process itself: takes, says so, and keeps it until its input ends.</summary>
    public static int Hold(long bytes)
    {
        var runtime = RuntimeFactory.Create(_ => { });
        using var model = runtime.LoadModel(new ModelLoadRequest(RandomModel.PathOf(Shape)), progress: null, CancellationToken.None);
        var cells = (int)Math.Max(256, bytes / CellBytes);
        using var context = model.CreateContext(new ContextSettings(cells, Slots: 1, StepTokens: 32, MicroStepTokens: 32, KvType: KvType.F32));
        Console.Out.WriteLine("taken");
        Console.In.ReadToEnd();
        return 0;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
