using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>The context's KV cache: which cells belong to which slot.</summary>
internal sealed class KvCells(INativeContext context, KvLayout layout)
{
    private const int FromTheBeginning = -1;
    private const int ToTheEnd = -1;

    /// <exception cref="RuntimeException">The architecture cannot forget a part of a sequence (recurrent models).</exception>
    public void RemoveFrom(SlotId slot, int from)
    {
        if (!context.RemoveCells(slot.Value, from, ToTheEnd))
            throw new RuntimeException(
                "kv_remove_unsupported",
                $"The model cannot forget {slot} from position {from} on; it forgets whole sequences only. Compute the prompt again from its beginning.");
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
            throw new ArgumentException(InvariantText.Of($"{source} has {last + 1} positions, so {length} of them cannot be shared."), nameof(length));
        RequireEmpty(target, nameof(target));
        context.CopyCells(source.Value, target.Value, from: 0, to: length);
    }

    /// <exception cref="ArgumentException">The source has no cells, or the target is not empty.</exception>
    public void Copy(SlotId source, SlotId target)
    {
        RequireUsed(source, nameof(source));
        RequireEmpty(target, nameof(target));
        context.CopyCells(source.Value, target.Value, FromTheBeginning, ToTheEnd);
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
            context.RemoveCells(step.Slots[row].Value, step.Positions[row], step.Positions[row] + 1);
    }

    private int LastPosition(SlotId slot) => context.LastPosition(slot.Value);
}
