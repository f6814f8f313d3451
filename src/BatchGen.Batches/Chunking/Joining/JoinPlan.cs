namespace BatchGen.Batches.Chunking.Joining;

/// <summary>
/// Says what to run next for one long item. Keeps nothing between calls: the same parts and answers give the same step,
/// so a plan made again after a crash goes on where the stored answers end.
/// </summary>
public abstract class JoinPlan
{
    private protected JoinPlan(IReadOnlyList<SourceChunk> parts)
    {
        if (parts.Count == 0)
            throw new ArgumentException("A document has at least one part.", nameof(parts));
        Parts = parts;
    }

    /// <summary>Every part of one document, in order.</summary>
    public IReadOnlyList<SourceChunk> Parts { get; }

    /// <param name="answers">All answers there are, by their ids; pieces that failed are simply not among them.</param>
    /// <exception cref="ChunkingException">chunk_budget_too_small: answers cannot be put together in twos.</exception>
    public async Task<JoinStep> GetNextAsync(
        IReadOnlyDictionary<PieceId, PieceAnswer> answers, CancellationToken cancellationToken = default)
    {
        SourceChunk[] missing = [.. Parts.Where(part => !answers.ContainsKey(PieceId.OfPart(part.Part)))];
        if (missing.Length > 0)
            return new RunParts(missing);
        return await JoinAsync(answers, cancellationToken);
    }

    /// <summary>Called when every part has its answer.</summary>
    private protected abstract Task<JoinStep> JoinAsync(
        IReadOnlyDictionary<PieceId, PieceAnswer> answers, CancellationToken cancellationToken);

    private protected static LineagePiece DescribePart(SourceChunk part, PieceAnswer answer, LineSpan? result) =>
        new(answer.Id, part.Range, [], [], part.Tokens, answer.Tokens, result);
}
