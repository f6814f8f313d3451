using BatchGen.Batches.Live;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Results;
using BatchGen.Engine.Client;
using BatchGen.Inference.Scheduling;
using BatchGen.Inference.Tools;

namespace BatchGen.Web.OpenAi;

/// <summary>One answer on its way to a caller.</summary>
/// <param name="asked">What is answered, a choice each.</param>
internal sealed class LiveAnswer(IAnswerWording wording, string model, string requestId, DateTimeOffset created, RequestBody asked)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Faults of the server; whatever else ends a request is something about the request.</summary>
    private static readonly HashSet<string> OurFaults =
        ["engine_step_failed", "engine_draining", "engine_lost", "degenerate_logits", "observer_failed", "duplicate_request_id", "cancelled"];

    private readonly List<SequenceResult> _results = [];

    public IAnswerWording Wording => wording;

    public string Id { get; } = wording.IdPrefix + requestId;

    public string RequestId => requestId;

    /// <summary>The functions it may call; null when it may call none.</summary>
    public ToolOffer? Offer => asked.Offer;

    public string Model => model;

    public long CreatedSeconds => created.ToUnixTimeSeconds();

    /// <summary>The model that runs, where the request names it otherwise; else null.</summary>
    public string? ModelUsed { get; init; }

    public AnswerBodies Bodies => new(model, ModelUsed);

    /// <summary>Of all choices that are done.</summary>
    public Usage Usage => AnswerBodies.UsageOf(_results);

    public void Add(SequenceResult result) => _results.Add(result);

    public async Task<object> WholeAsync(IReadOnlyList<IAsyncEnumerable<GenerationEvent>> choices, CancellationToken cancellationToken)
    {
        var results = new SequenceResult?[choices.Count];
        await foreach (var happened in ChoiceEvents.Merge(choices, cancellationToken))
        {
            if (happened.Event is GenerationFailed failed)
                throw Failure(failed.Failure);
            results[happened.Choice] = (happened.Event as GenerationFinished)?.Result ?? results[happened.Choice];
        }

        return wording.Whole(this, [.. results.Select(Required)]);
    }

    private static SequenceResult Required(SequenceResult? result) =>
        result ?? throw new InvalidOperationException("The engine ended its stream without an end of the request.");

    public Exception Failure(SequenceFailure failure) => OurFaults.Contains(failure.Code)
        ? new LiveUnavailableException(failure.Code, failure.Message, RetryAfter)
        : new RequestRefusedException(failure.Code, failure.Message, failure.Code == ProblemCodes.ContextLengthExceeded ? asked.Request.TextField : null);
}
