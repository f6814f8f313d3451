using System.Text.Json;
using BatchGen.Engine.Host;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Runtime.Binding;
using BatchGen.Testing;
using BatchGen.Testing.Headers;
using BatchGen.Testing.Models;

namespace BatchGen.Benchmarks.Memory;

/// <summary>
/// In the process of one build: our formulas against llama.cpp's simulation, over models of which only the header is written; and the simulation against
/// what a real load allocates, over small models. llama.cpp says both to the byte.
/// </summary>
internal sealed class PlanMatrix
{
    public const string Verb = "plan-matrix-of";

    /// <summary>A real load of these takes its cells in memory; larger ones would measure the machine's swapping.</summary>
    private const int MostRealCells = 32_768;

    private readonly ErrorTally _computedKv = new("computed KV cache against the simulation", "exact");
    private readonly ErrorTally _computedCompute = new("computed compute buffer against the simulation", "4 %");
    private readonly ErrorTally _computedTotal = new("computed total against the simulation", "4 %");
    private readonly ErrorTally _simulatedKv = new("simulated KV cache against a real load", "1 %, never below by 0.5 %");
    private readonly ErrorTally _simulatedCompute = new("simulated compute buffer against a real load", "1 %, never below by 0.5 %");
    private readonly ErrorTally _simulatedWeights = new("simulated weights against a real load", "1 %, never below by 0.5 %");

    private readonly IModelRuntime _runtime = RuntimeFactory.Create(_ => { });

    /// <summary>Prints the findings as one line of JSON.</summary>
    public static int Run()
    {
        Console.Out.WriteLine(JsonSerializer.Serialize(new PlanMatrix().Compare()));
        return 0;
    }

    private PlanFindings Compare()
    {
        using var folder = new ScratchFolder();
        foreach (var header in new[] { ModelHeader.CodeGeeX4, ModelHeader.Llama8B, ModelHeader.Qwen3_4B })
            CompareFormulas(folder, header);
        CompareRealLoads(new RandomModelShape(ContextTokens: 131_072));
        CompareRealLoads(new RandomModelShape(Layers: 4, EmbeddingLength: 256, FeedForwardLength: 704, Heads: 8, KvHeads: 2, ContextTokens: 131_072));
        ErrorTally[] tallies = [_computedKv, _computedCompute, _computedTotal, _simulatedWeights, _simulatedKv, _simulatedCompute];
        return new PlanFindings(_runtime.Info.Summary, [.. tallies.Select(tally => tally.Figures())]);
    }

    private void CompareFormulas(ScratchFolder folder, ModelHeader header)
    {
        var path = folder.File($"{header.Architecture}.gguf");
        header.Header().WriteSparse(path);
        var shape = ModelShape.From(GgufFile.Read(path));
        using var model = _runtime.LoadForDryRun(new ModelLoadRequest(path, GpuLayers: 0));
        foreach (var one in PlanCase.All)
        {
            var simulated = PlanFigures.Of(model.Measure(one.Context));
            var computed = PlanFigures.Computed(shape, one.Settings);
            var where = $"{header.Architecture}: {one}";
            _computedKv.Add(where, computed.KvBytes, simulated.KvBytes);
            _computedCompute.Add(where, computed.ComputeBytes, simulated.ComputeBytes);
            _computedTotal.Add(where, computed.TotalBytes, simulated.TotalBytes);
        }
    }

    private void CompareRealLoads(RandomModelShape shape)
    {
        var path = RandomModel.PathOf(shape);
        using var simulation = _runtime.LoadForDryRun(new ModelLoadRequest(path, GpuLayers: 0));
        using var real = _runtime.LoadModel(new ModelLoadRequest(path, 0, UseMmap: false), progress: null, CancellationToken.None);
        foreach (var one in PlanCase.All.Where(one => one.Cells <= MostRealCells))
        {
            var simulated = PlanFigures.Of(simulation.Measure(one.Context));
            using var context = (RuntimeContext)real.CreateContext(one.Context);
            var allocated = PlanFigures.Of(context.ReadAllocations());
            _simulatedWeights.Add($"{one}", simulated.WeightsBytes, allocated.WeightsBytes);
            _simulatedKv.Add($"{one}", simulated.KvBytes, allocated.KvBytes);
            _simulatedCompute.Add($"{one}", simulated.ComputeBytes, allocated.ComputeBytes);
        }
    }
}

/// <summary>What one build found.</summary>
/// <param name="Runtime">The binding, its release and the build.</param>
internal sealed record PlanFindings(string Runtime, IReadOnlyList<ErrorFigures> Errors);
