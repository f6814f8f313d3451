namespace BatchGen.Batches.Chunking.Joining;

/// <summary>
/// Makes one answer over the answers to the parts. As many as fit go into one prompt; while that gives more than one
/// answer, another round goes over those. Each round at least halves their number, so the rounds end.
/// </summary>
/// <param name="parts">Every part of one document, in order.</param>
/// <param name="budget">How long the prompt over answers may be, its instruction included.</param>
public sealed class MapReducePlan(
    IReadOnlyList<SourceChunk> parts, ReducePrompt prompt, ChunkBudget budget, ITokenCounter counter) : JoinPlan(parts)
{
    private protected override async Task<JoinStep> JoinAsync(
        IReadOnlyDictionary<PieceId, PieceAnswer> answers, CancellationToken cancellationToken)
    {
        List<LineagePiece> pieces = [.. Parts.Select(part => DescribePart(part, answers[PieceId.OfPart(part.Part)], result: null))];
        IReadOnlyList<PartialAnswer> current =
            [.. Parts.Select(part => new PartialAnswer(PieceId.OfPart(part.Part), part.Range, answers[PieceId.OfPart(part.Part)].Text, IsShortened: false))];

        var grouping = new ReductionGrouping(Parts[0].Path, prompt, budget, counter);
        for (var round = 1; current.Count > 1; round++)
        {
            var groups = await grouping.GroupAsync(round, current, cancellationToken);
            Reduction[] missing = [.. groups.Select(group => group.Reduction).OfType<Reduction>().Where(reduction => !answers.ContainsKey(reduction.Id))];
            if (missing.Length > 0)
                return new RunReductions(missing);

            pieces.AddRange(groups.Select(group => group.Reduction).OfType<Reduction>().Select(reduction => Describe(reduction, answers[reduction.Id])));
            current = [.. groups.Select(group => group.Carry(answers))];
        }

        return new JoinFinished(new JoinedAnswer(current[0].Text, new ChunkLineage(Parts[0].Path, JoinStrategy.MapReduce, pieces)));
    }

    private static LineagePiece Describe(Reduction reduction, PieceAnswer answer) =>
        new(reduction.Id, reduction.Source, reduction.MadeFrom, reduction.Shortened, reduction.PromptTokens, answer.Tokens, Result: null);
}
