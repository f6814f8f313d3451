using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>The bounds of one step; beyond each of them llama.cpp ends the process or takes the row without a word.</summary>
internal static class StepCheck
{
    /// <exception cref="ArgumentException">Too many rows, too many logits, a negative position, or a slot that does not exist.</exception>
    public static void Require(StepInput step, ContextInfo context)
    {
        if (step.Count > context.StepTokens)
            throw new ArgumentException(InvariantText.Of($"The step has {step.Count} tokens, and this context takes {context.StepTokens}."), nameof(step));

        var outputs = 0;
        var slots = step.Slots;
        var positions = step.Positions;
        var wantsLogits = step.WantsLogits;
        for (var row = 0; row < slots.Length; row++)
        {
            RequireSlot(slots[row], context, nameof(step));
            if (positions[row] < 0)
                throw new ArgumentException(InvariantText.Of($"Row {row} of the step has position {positions[row]}; positions begin at 0."), nameof(step));
            outputs += wantsLogits[row] ? 1 : 0;
        }

        if (outputs > context.MostOutputs)
            throw new ArgumentException(InvariantText.Of($"The step asks for the logits of {outputs} rows, and this context of {context.Slots} slots computes those of {context.MostOutputs}."), nameof(step));
    }

    /// <exception cref="ArgumentException">The context has no such slot. llama.cpp would take any id below 256, and below 0 every slot at once.</exception>
    public static void RequireSlot(SlotId slot, ContextInfo context, string parameter)
    {
        if ((uint)slot.Value >= (uint)context.Slots)
            throw new ArgumentException(InvariantText.Of($"There is no {slot}: this context has the slots 0 to {context.Slots - 1}."), parameter);
    }
}
