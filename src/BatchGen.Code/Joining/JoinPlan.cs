using BatchGen.Code.Parsing;
using BatchGen.Code.Splitting;
using BatchGen.Inference.Sentences;

namespace BatchGen.Code.Joining;

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

/// <summary>What comes next for a long item.</summary>
public abstract record JoinStep;

/// <summary>Generate an answer to each of these parts; the others have theirs.</summary>
public sealed record RunParts(IReadOnlyList<SourceChunk> Parts) : JoinStep;

/// <summary>Generate an answer to each of these prompts over earlier answers.</summary>
public sealed record RunReductions(IReadOnlyList<Reduction> Reductions) : JoinStep;

/// <summary>Everything is answered; this is the item's result.</summary>
public sealed record JoinFinished(JoinedAnswer Answer) : JoinStep;

/// <summary>Names one generation of a long item; stable, so that a retry runs only what is missing.</summary>
/// <param name="Round">0 for the parts of the input; 1 and up for the answers made over answers.</param>
/// <param name="Number">1-based in its round.</param>
public readonly record struct PieceId(int Round, int Number)
{
    public static PieceId OfPart(int part) => new(0, part);

    /// <summary>"0.3", for storage and logs.</summary>
    public override string ToString() => InvariantText.Of($"{Round}.{Number}");
}

/// <summary>What the model answered to one piece.</summary>
/// <param name="Tokens">Generated.</param>
public sealed record PieceAnswer(PieceId Id, string Text, int Tokens);

/// <summary>An item's result, and how it came to be.</summary>
public sealed record JoinedAnswer(string Text, ChunkLineage Lineage);
