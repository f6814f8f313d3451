using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Logging;
using BatchGen.LLamaSharp.Logging;
using LLama.Native;

namespace BatchGen.LLamaSharp.Contexts;

/// <summary>Sequences as bytes. llama.cpp sees only bytes that the envelope knows to be whole and made for such a context.</summary>
internal sealed unsafe class SavedSequences(SafeLLamaContextHandle context, KvCells cells, SequenceOrigin origin)
{
    private readonly SequenceEnvelope _envelope = new(origin);

    /// <param name="slot">Has cells.</param>
    public byte[] Save(SlotId slot)
    {
        using var log = LLamaSharpLog.Capture();
        return _envelope.Wrap((long)context.GetStateSize((LLamaSeqId)slot.Value), target => Write(slot, target, log));
    }

    /// <param name="slot">Has no cells.</param>
    public void Restore(SlotId slot, ReadOnlySpan<byte> state)
    {
        var source = _envelope.Unwrap(state);
        using var log = LLamaSharpLog.Capture();
        fixed (byte* bytes = source)
        {
            if (context.SetState(bytes, (nuint)source.Length, (LLamaSeqId)slot.Value) == (nuint)source.Length)
                return;
        }

        cells.RemoveFrom(slot, from: 0);
        throw new RuntimeException("sequence_state_refused", $"llama.cpp cannot restore {source.Length} bytes into {slot}: {LogReason.Of(log)}. Remove the cells of another slot first.");
    }

    private void Write(SlotId slot, Span<byte> target, LogCapture log)
    {
        fixed (byte* bytes = target)
        {
            if (target.IsEmpty || context.GetState(bytes, (nuint)target.Length, (LLamaSeqId)slot.Value) != (nuint)target.Length)
                throw new RuntimeException("sequence_state_refused", $"llama.cpp cannot save {slot}: {LogReason.Of(log)}. Compute the prompt again instead.");
        }
    }
}
