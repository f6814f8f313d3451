using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Calibration;

/// <summary>
/// A few dozen steps of one short sequence, in contexts of their own, before a model whose layers are divided between GPU
/// and CPU begins its work. All layers on the GPU cannot be tried, since they do not fit; so each layer is timed by itself, and
/// a step with all of them is the measured step in which every layer on the CPU takes what one on the GPU takes on average.
/// Waiting after each layer lengthens the short ones on the GPU, so the factor is rather too low than too high.
/// </summary>
internal sealed class OffloadProbe(IRuntimeModel model, ContextSettings context, int gpuLayers, TimeProvider time)
{
    private const int Steps = 32;

    /// <summary>The first steps reserve, warm caches, and read weights from the disk.</summary>
    private const int WarmSteps = 4;

    /// <summary>A model that writes a token in seconds is measured by fewer steps.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Blocks before this one stay on the CPU: the output layer moves first, then the blocks from the last backwards.</summary>
    private readonly int _firstOnGpu = Math.Max(0, model.Info.LayerCount + 1 - gpuLayers);

    /// <exception cref="RuntimeException">A context could not be made, or a step failed.</exception>
    public OffloadSpeed Measure()
    {
        using var plain = model.CreateContext(Small());
        return new OffloadSpeed(1 / Median(Run(plain, [])).Total.TotalSeconds, Slowdown());
    }

    private double? Slowdown()
    {
        if (model is not ILayerWatching watching || _firstOnGpu >= model.Info.LayerCount)
            return null;
        var marks = new List<long>();
        using var watched = watching.CreateWatchedContext(Small(), _ => marks.Add(time.GetTimestamp()));
        var step = Median(Run(watched, marks));
        if (step.Layers.Count != model.Info.LayerCount)
            return null;
        var onGpu = step.Layers.Skip(_firstOnGpu).Average(layer => layer.TotalSeconds);
        var lost = step.Layers.Take(_firstOnGpu).Sum(layer => Math.Max(0, layer.TotalSeconds - onGpu));
        return step.Total.TotalSeconds / (step.Total.TotalSeconds - lost);
    }

    private List<TimedStep> Run(IRuntimeContext runtime, List<long> marks)
    {
        var steps = new List<TimedStep>();
        var input = new StepInput(1);
        var begun = time.GetTimestamp();
        for (var position = 0; position < Steps && (position <= WarmSteps || time.GetElapsedTime(begun) < Patience); position++)
        {
            input.Clear();
            // Any token costs the same.
            input.Add(0, position, new SlotId(0), wantsLogits: true);
            marks.Clear();
            var start = time.GetTimestamp();
            if (runtime.Decode(input) is not DecodeStatus.Ok and var status)
                throw new RuntimeException("offload_probe_failed", $"A step of the speed probe ended as {status}.");
            runtime.GetLogits(0);
            if (position >= WarmSteps)
                steps.Add(TimedStep.Of(start, marks, time.GetTimestamp(), time));
        }

        return steps;
    }

    private static TimedStep Median(List<TimedStep> steps) => steps.OrderBy(step => step.Total).ElementAt(steps.Count / 2);

    private ContextSettings Small() => context with { KvCells = 256, Slots = 1, StepTokens = 32, MicroStepTokens = 32 };

    /// <param name="Layers">What each took, in their order; empty when nobody watched.</param>
    private sealed record TimedStep(TimeSpan Total, IReadOnlyList<TimeSpan> Layers)
    {
        public static TimedStep Of(long start, List<long> marks, long end, TimeProvider time) => new(
            time.GetElapsedTime(start, end),
            [.. marks.Select((mark, layer) => time.GetElapsedTime(layer == 0 ? start : marks[layer - 1], mark))]);
    }
}
