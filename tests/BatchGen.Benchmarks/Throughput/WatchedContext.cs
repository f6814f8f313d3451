using System.Diagnostics;
using BatchGen.Inference.Runtime;

namespace BatchGen.Benchmarks.Throughput;

/// <summary>A context that counts and times its steps.</summary>
internal sealed class WatchedContext(IRuntimeContext inner) : IRuntimeContext
{
    private readonly Stopwatch _library = new();
    private long _decodeStarted;

    public ContextInfo Info => inner.Info;

    public long Progress => inner.Progress;

    public double Seconds => _library.Elapsed.TotalSeconds;

    public long Steps { get; private set; }

    /// <summary>From the last step with more rows than sequences, which holds a prompt, to the last step.</summary>
    public double DecodeSeconds { get; private set; }

    public long DecodeTokens { get; private set; }

    /// <summary>Forgets what was counted, and what the slots hold.</summary>
    public void Clear()
    {
        for (var slot = 0; slot < Info.Slots; slot++)
            inner.RemoveFrom(new SlotId(slot), 0);
        _library.Reset();
        (Steps, DecodeSeconds, DecodeTokens, _decodeStarted) = (0, 0, 0, 0);
    }

    public DecodeStatus Decode(StepInput step) => Decode(step, CancellationToken.None);

    public DecodeStatus Decode(StepInput step, CancellationToken cancellationToken)
    {
        Steps++;
        _library.Start();
        var status = inner.Decode(step, cancellationToken);
        _library.Stop();
        if (step.WantsLogits.Contains(false))
            (_decodeStarted, DecodeSeconds, DecodeTokens) = (Stopwatch.GetTimestamp(), 0, 0);
        else if (_decodeStarted != 0)
            (DecodeSeconds, DecodeTokens) = (Stopwatch.GetElapsedTime(_decodeStarted).TotalSeconds, DecodeTokens + step.Count);
        return status;
    }

    public ReadOnlySpan<float> GetLogits(int index) => inner.GetLogits(index);

    public void RemoveFrom(SlotId slot, int from) => inner.RemoveFrom(slot, from);

    public void SharePrefix(SlotId source, SlotId target, int length) => inner.SharePrefix(source, target, length);

    public void CopySequence(SlotId source, SlotId target) => inner.CopySequence(source, target);

    public byte[] SaveSequence(SlotId slot) => inner.SaveSequence(slot);

    public void RestoreSequence(SlotId slot, ReadOnlySpan<byte> state) => inner.RestoreSequence(slot, state);

    public void Dispose() => inner.Dispose();
}
