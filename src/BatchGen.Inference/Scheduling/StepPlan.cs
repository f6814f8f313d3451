namespace BatchGen.Inference.Scheduling;

/// <summary>The scheduler's decision for one step.</summary>
/// <param name="Work">
/// At most one entry a sequence, every sequence owning a slot; decodes first. The counts together are within the
/// context's StepTokens; rows that want logits are at most as many as slots.
/// </param>
/// <param name="Admitted">Those that got their slot in this plan; each has its first work in it.</param>
internal sealed record StepPlan(IReadOnlyList<StepWork> Work, IReadOnlyList<Sequence> Admitted)
{
    public bool IsEmpty => Work.Count == 0;
}
