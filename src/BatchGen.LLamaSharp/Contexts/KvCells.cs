using BatchGen.Inference.Runtime;
using LLama.Native;

namespace BatchGen.LLamaSharp.Contexts;

/// <summary>The context's KV cache: which cells belong to which slot.</summary>
internal sealed class KvCells(SafeLLamaContextHandle context, KvLayout layout)
{
    // llama.cpp's "to the end".
    private const int End = -1;

    /// <exception cref="RuntimeException">The architecture cannot forget a part of a sequence (recurrent models).</exception>
    public void RemoveFrom(SlotId slot, int from)
    {
        context.MemorySequenceRemove((LLamaSeqId)slot.Value, from, End);

        // LLamaSharp drops llama.cpp's answer; a refused removal shows in what is still there.
        if (LastPosition(slot) >= from)
            throw new RuntimeException("kv_remove_unsupported", $"The model cannot forget {slot} from position {from} on; it forgets whole sequences only. Compute the prompt again from its beginning.");
    }

    /// <exception cref="InvalidOperationException">The layout gives each slot cells of its own.</exception>
    /// <exception cref="ArgumentException">The source has not so many cells, or the target is not empty.</exception>
    public void SharePrefix(SlotId source, SlotId target, int length)
    {
        // Between streams llama.cpp copies whole sequences only and aborts on a part.
        if (layout != KvLayout.Unified)
            throw new InvalidOperationException("Prefixes can be shared in the unified KV layout only.");
        var last = LastPosition(source);
        if (length > last + 1)
            throw new ArgumentException($"{source} has {last + 1} positions, so {length} of them cannot be shared.", nameof(length));
        RequireEmpty(target, nameof(target));
        context.MemorySequenceCopy((LLamaSeqId)source.Value, (LLamaSeqId)target.Value, 0, length);
    }

    /// <exception cref="ArgumentException">The source has no cells, or the target is not empty.</exception>
    public void Copy(SlotId source, SlotId target)
    {
        RequireUsed(source, nameof(source));
        RequireEmpty(target, nameof(target));
        context.MemorySequenceCopy((LLamaSeqId)source.Value, (LLamaSeqId)target.Value, End, End);
    }

    /// <exception cref="ArgumentException">It has no cells.</exception>
    public void RequireUsed(SlotId slot, string parameter)
    {
        if (LastPosition(slot) < 0)
            throw new ArgumentException($"{slot} has no cells; decode something in it first.", parameter);
    }

    /// <exception cref="ArgumentException">It has cells.</exception>
    public void RequireEmpty(SlotId slot, string parameter)
    {
        if (LastPosition(slot) >= 0)
            throw new ArgumentException($"{slot} is in use; remove its cells first.", parameter);
    }

    public void Forget(StepInput step)
    {
        for (var row = 0; row < step.Count; row++)
            context.MemorySequenceRemove((LLamaSeqId)step.Slots[row].Value, step.Positions[row], step.Positions[row] + 1);
    }

    private int LastPosition(SlotId slot) => context.MemorySequenceMaxPosition((LLamaSeqId)slot.Value).Value;
}
