namespace BatchGen.Batches.Chunking.Joining;

/// <summary>Consecutive answers that go together.</summary>
/// <param name="Reduction">What to generate over them; null for one answer left over, which goes on to the next round as it is.</param>
internal sealed record ReductionGroup(IReadOnlyList<PartialAnswer> Answers, Reduction? Reduction)
{
    /// <summary>What the group is in the next round.</summary>
    public PartialAnswer Carry(IReadOnlyDictionary<PieceId, PieceAnswer> answers) =>
        Reduction is null
            ? Answers[0]
            : new PartialAnswer(Reduction.Id, Reduction.Source, answers[Reduction.Id].Text, IsShortened: false);
}
