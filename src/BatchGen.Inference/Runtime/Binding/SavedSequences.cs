using BatchGen.Inference.Runtime.Logs;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>Sequences as bytes. llama.cpp sees only bytes that the envelope knows to be whole and made for such a context.</summary>
internal sealed class SavedSequences(INativeContext context, KvCells cells, SequenceOrigin origin)
{
    private readonly SequenceEnvelope _envelope = new(origin);

    /// <param name="slot">Has cells.</param>
    public byte[] Save(SlotId slot)
    {
        using var log = LlamaLog.Capture();
        return _envelope.Wrap(context.StateBytes(slot.Value), target => Write(slot, target, log));
    }

    /// <param name="slot">Has no cells.</param>
    public void Restore(SlotId slot, ReadOnlySpan<byte> state)
    {
        var source = _envelope.Unwrap(state);
        using var log = LlamaLog.Capture();
        if (context.RestoreState(slot.Value, source) == source.Length)
            return;
        cells.RemoveFrom(slot, from: 0);
        throw new RuntimeException(
            "sequence_state_refused",
            $"llama.cpp cannot restore {source.Length} bytes into {slot}: {LogReason.Of(log)}. Remove the cells of another slot first.");
    }

    private void Write(SlotId slot, Span<byte> target, LogCapture log)
    {
        if (target.IsEmpty || context.SaveState(slot.Value, target) != target.Length)
            throw new RuntimeException("sequence_state_refused", $"llama.cpp cannot save {slot}: {LogReason.Of(log)}. Compute the prompt again instead.");
    }
}
