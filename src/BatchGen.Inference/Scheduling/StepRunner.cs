using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Scheduling;

/// <summary>Carries a plan to the context and its logits back.</summary>
internal sealed class StepRunner(IRuntimeContext context)
{
    private readonly StepInput _input = new(context.Info.StepTokens);
    private readonly PassCount _passes = new(context.Info);
    private readonly List<int> _lastRows = new(context.Info.Slots);

    /// <summary>Passes over the weights that the last plan took.</summary>
    public int Passes => _passes.Of(_input);

    /// <summary>Computes the plan's tokens.</summary>
    public DecodeStatus Run(StepPlan plan, CancellationToken cancellationToken)
    {
        _input.Clear();
        _lastRows.Clear();
        foreach (StepWork work in plan.Work)
            _lastRows.Add(AddRows(work));
        return context.Decode(_input, cancellationToken);
    }

    /// <summary>The logits after the last token of the last plan's work at <paramref name="index"/>, which wanted them.</summary>
    public ReadOnlySpan<float> LogitsOf(int index) => context.GetLogits(_lastRows[index]);

    /// <returns>The last row's index.</returns>
    private int AddRows(StepWork work)
    {
        SlotId slot = work.Sequence.Slot ?? throw new InvalidOperationException($"Sequence {work.Sequence.Id} is in a plan but owns no slot.");
        ReadOnlySpan<int> tokens = work.Sequence.Tokens;
        int row = -1;
        for (int position = work.First; position < work.End; position++)
            row = _input.Add(tokens[position], position, slot, work.WantsLogits && position == work.End - 1);
        return row;
    }
}
