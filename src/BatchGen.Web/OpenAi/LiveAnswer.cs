using BatchGen.Batches.Live;
using BatchGen.Batches.Submission;
using BatchGen.Engine.Client;
using BatchGen.Inference.Scheduling;
using BatchGen.Inference.Tools;

namespace BatchGen.Web.OpenAi;

/// <summary>One answer on its way to a caller.</summary>
/// <param name="offer">The functions it may call; null when it may call none.</param>
internal sealed class LiveAnswer(IAnswerWording wording, string model, string requestId, DateTimeOffset created, ToolOffer? offer)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>Faults of the server; whatever else ends a request is something about the request.</summary>
    private static readonly HashSet<string> OurFaults =
        ["engine_step_failed", "engine_draining", "engine_lost", "degenerate_logits", "observer_failed", "duplicate_request_id", "cancelled"];

    public IAnswerWording Wording => wording;

    public string Id { get; } = wording.IdPrefix + requestId;

    public string RequestId => requestId;

    public ToolOffer? Offer => offer;

    public string Model => model;

    public DateTimeOffset Created => created;

    public long CreatedSeconds => created.ToUnixTimeSeconds();

    public async Task<object> WholeAsync(IAsyncEnumerable<GenerationEvent> events)
    {
        SequenceResult? result = null;
        await foreach (var happened in events)
        {
            if (happened is GenerationFailed failed)
                throw Failure(failed.Failure);
            result = (happened as GenerationFinished)?.Result ?? result;
        }

        return wording.Whole(this, result ?? throw new InvalidOperationException("The engine ended its stream without an end of the request."));
    }

    public static Exception Failure(SequenceFailure failure) => OurFaults.Contains(failure.Code)
        ? new LiveUnavailableException(failure.Code, failure.Message, RetryAfter)
        : new RequestRefusedException(failure.Code, failure.Message, failure.Code == "context_length_exceeded" ? "messages" : null);
}
