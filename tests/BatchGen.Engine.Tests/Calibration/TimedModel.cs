using BatchGen.Inference.Runtime;
using BatchGen.Testing;
using BatchGen.Testing.Runtime;

namespace BatchGen.Engine.Tests.Calibration;

/// <summary>A model whose layers take as long as the test says, by a clock that only they move.</summary>
internal sealed class TimedModel(ManualTime time, IReadOnlyList<double> layerMilliseconds, double outputMilliseconds) : IRuntimeModel, ILayerWatching
{
    private readonly FakeModel _model = new("llama", FakeVocabulary.CodeGeeX4());

    /// <summary>Layers that the runtime tells of; fewer than there are when it calls their outputs otherwise.</summary>
    public int LayersTold { get; init; } = layerMilliseconds.Count;

    /// <summary>What each row takes beside the layers, and each cell that it looks at.</summary>
    public double RowMilliseconds { get; init; }

    public double CellMilliseconds { get; init; }

    public List<ContextSettings> Contexts { get; } = [];

    public Queue<DecodeStatus> Statuses { get; } = new();

    public ModelInfo Info => _model.Info with { LayerCount = layerMilliseconds.Count };

    public IVocabulary Vocabulary => _model.Vocabulary;

    public IRuntimeContext CreateContext(ContextSettings settings) => CreateWatchedContext(settings, _ => { });

    public IRuntimeContext CreateWatchedContext(ContextSettings settings, Action<int> onLayer)
    {
        Contexts.Add(settings);
        var context = (FakeContext)_model.CreateContext(settings);
        while (Statuses.TryDequeue(out var status))
            context.Statuses.Enqueue(status);
        return new TimedContext(context, step => Compute(onLayer, step.Count, context.CellsUsed));
    }

    public void Dispose()
    {
    }

    private void Compute(Action<int> onLayer, int rows, int cells)
    {
        for (var layer = 0; layer < layerMilliseconds.Count; layer++)
        {
            time.Advance(TimeSpan.FromMilliseconds(layerMilliseconds[layer]));
            if (layer < LayersTold)
                onLayer(layer);
        }

        time.Advance(TimeSpan.FromMilliseconds(outputMilliseconds + (rows * (RowMilliseconds + (cells * CellMilliseconds)))));
    }

    private sealed class TimedContext(FakeContext context, Action<StepInput> compute) : IRuntimeContext
    {
        public ContextInfo Info => context.Info;

        public long Progress => context.Progress;

        public DecodeStatus Decode(StepInput step)
        {
            compute(step);
            return context.Decode(step);
        }

        public ReadOnlySpan<float> GetLogits(int index) => context.GetLogits(index);

        public void RemoveFrom(SlotId slot, int from) => context.RemoveFrom(slot, from);

        public void SharePrefix(SlotId source, SlotId target, int length) => context.SharePrefix(source, target, length);

        public void CopySequence(SlotId source, SlotId target) => context.CopySequence(source, target);

        public byte[] SaveSequence(SlotId slot) => context.SaveSequence(slot);

        public void RestoreSequence(SlotId slot, ReadOnlySpan<byte> state) => context.RestoreSequence(slot, state);

        public void Dispose() => context.Dispose();
    }
}
