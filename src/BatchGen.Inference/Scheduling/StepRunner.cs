using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Scheduling;

/// <summary>Carries a plan to the context and its logits back.</summary>
internal sealed class StepRunner(IRuntimeContext context)
{
    private readonly StepInput _input = new(context.Info.StepTokens);
    private readonly Dictionary<StepWork, int> _rows = new(ReferenceEqualityComparer.Instance);

    /// <summary>Computes the plan's tokens.</summary>
    public DecodeStatus Run(StepPlan plan, CancellationToken cancellationToken)
    {
        _input.Clear();
        _rows.Clear();
        foreach (StepWork work in plan.Work)
            _rows[work] = AddRows(work);
        return context.Decode(_input, cancellationToken);
    }

    /// <summary>The logits after the last token of a work of the last plan that wanted them.</summary>
    public ReadOnlySpan<float> LogitsOf(StepWork work) => context.GetLogits(_rows[work]);

    /// <summary>Drops whatever a failed step may have left behind, so that cells match what was computed before it.</summary>
    public void RollBack(StepPlan plan)
    {
        foreach (StepWork work in plan.Work)
            context.RemoveFrom(SlotOf(work), work.First);
    }

    /// <returns>The last row's index.</returns>
    private int AddRows(StepWork work)
    {
        int row = -1;
        for (int position = work.First; position < work.End; position++)
        {
            bool wantsLogits = work.WantsLogits && position == work.End - 1;
            row = _input.Add(work.Sequence.TokenAt(position), position, SlotOf(work), wantsLogits);
        }

        return row;
    }

    private static SlotId SlotOf(StepWork work) =>
        work.Sequence.Slot ?? throw new InvalidOperationException($"Sequence {work.Sequence.Id} is in a plan but owns no slot.");
}
