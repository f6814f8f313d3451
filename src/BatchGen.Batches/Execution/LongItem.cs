using BatchGen.Batches.LongInputs;
using BatchGen.Code.Joining;
using BatchGen.Inference.Answers;
using BatchGen.Inference.Scheduling;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Execution;

/// <summary>One chunked item while it runs: which pieces it needs next, and what became of them.</summary>
internal sealed class LongItem(ShardClaim claim, ShardItem item, LongInput input, JoinPlan plan, PieceStore store)
{
    private readonly Dictionary<PieceId, PieceAnswer> _answers = [];
    private readonly Dictionary<PieceId, SequenceResult> _results = [];
    private readonly List<PieceFailed> _failures = [];
    private readonly HashSet<PieceId> _awaited = [];

    public ShardItem Item => item;

    /// <summary>Pieces known so far, and those of them that have their answer.</summary>
    public int Pieces => _results.Count + _awaited.Count + _failures.Count;

    public int PiecesDone => _results.Count;

    /// <summary>When its first piece got a slot; null before.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>Times answers to its pieces were generated again.</summary>
    public int Tries { get; private set; }

    /// <summary>Nothing of it is in the engine: <see cref="AdvanceAsync"/> says what comes.</summary>
    public bool IsIdle => _awaited.Count == 0;

    public DateTimeOffset Start(DateTimeOffset now) => StartedAt ??= now;

    public void Take(PieceId piece, SequenceResult result, int tries)
    {
        _awaited.Remove(piece);
        Tries += tries;
        Keep(piece, result);
    }

    public void Take(PieceFailed failure)
    {
        _awaited.Remove(failure.Piece);
        _failures.Add(failure);
    }

    /// <summary>What to do once nothing of it is in the engine. What was answered in an earlier run is taken from there.</summary>
    public async Task<LongStep> AdvanceAsync(CancellationToken cancellationToken)
    {
        while (_failures.Count == 0)
        {
            var step = await plan.GetNextAsync(_answers, cancellationToken);
            if (step is JoinFinished finished)
                return new LongJoined(Sum(finished.Answer.Text), finished.Answer.Lineage);

            var planned = PlanOf(step);
            foreach (var stored in await store.SyncAsync(claim, item, planned, cancellationToken))
                Keep(stored.Key, stored.Value);
            PlannedPiece[] missing = [.. planned.Where(piece => !_results.ContainsKey(piece.Id))];
            _awaited.UnionWith(missing.Select(piece => piece.Id));
            if (missing.Length > 0)
                return new LongNeeds(missing);
        }

        return new LongFailed(Failure());
    }

    private void Keep(PieceId piece, SequenceResult result)
    {
        _results[piece] = result;
        _answers[piece] = new PieceAnswer(piece, result.Text, result.CompletionTokens);
    }

    private IReadOnlyList<PlannedPiece> PlanOf(JoinStep step) => step switch
    {
        RunParts run => [.. run.Parts.Select(part => new PlannedPiece(
            PieceId.OfPart(part.Part), part.Range.FirstLine, part.Range.LastLine, part.Prompt, part.Tokens, input.PromptFor(part.Prompt)))],
        RunReductions run => [.. run.Reductions.Select(reduction => new PlannedPiece(
            reduction.Id, reduction.Source.FirstLine, reduction.Source.LastLine, reduction.Prompt, reduction.PromptTokens, input.PromptFor(reduction)))],
        _ => throw new InvalidOperationException($"Unknown step {step.GetType().Name}."),
    };

    private ItemFailed Failure()
    {
        var first = _failures.OrderBy(failure => failure.Piece.Round).ThenBy(failure => failure.Piece.Number).First();
        var name = first.Piece.Round == 0 ? NameOfPart(first.Piece) : NameOfReduction(first.Piece);
        return new ItemFailed(
            item,
            first.Code,
            $"{name} failed: {first.Message} {_failures.Count} failed in all; the {_results.Count} that succeeded are kept, and retry runs only the missing ones.");
    }

    private Sentence NameOfPart(PieceId piece) => $"Part {piece.Number} of {plan.Parts.Count}";

    private static Sentence NameOfReduction(PieceId piece) => $"A prompt over the parts' answers ({piece})";

    /// <summary>What all generations took together; cut when any of them was.</summary>
    private SequenceResult Sum(string text) => new(
        text,
        _results.Values.Any(result => result.FinishReason == FinishReason.Length) ? FinishReason.Length : FinishReason.Stop,
        _results.Values.Sum(result => result.PromptTokens),
        _results.Values.Sum(result => result.CachedTokens),
        _results.Values.Sum(result => result.CompletionTokens),
        new SequenceTimings(
            Total(result => result.Timings.Queued), Total(result => result.Timings.Prefill), Total(result => result.Timings.Decode)));

    private TimeSpan Total(Func<SequenceResult, TimeSpan> part) => _results.Values.Aggregate(TimeSpan.Zero, (sum, result) => sum + part(result));
}
