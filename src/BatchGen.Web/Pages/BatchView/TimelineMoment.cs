using BatchGen.Batches.Data;
using BatchGen.Batches.Queries;
using BatchGen.Inference.Sentences;
using BatchGen.Web.Controls;
using BatchGen.Web.Live;

namespace BatchGen.Web.Pages.BatchView;

/// <summary>One thing that happened to a batch.</summary>
/// <param name="Text">What, as a name among the texts of this folder.</param>
/// <param name="At">Null for what is now.</param>
/// <param name="After">How long after the moment before it; null for the first and for what is now.</param>
/// <param name="Detail">A sentence of the batch's own; null when there is none.</param>
internal sealed record TimelineMoment(string Text, StateTone Tone, DateTimeOffset? At, TimeSpan? After = null, Sentence? Detail = null)
{
    /// <summary>In the order in which they happened.</summary>
    public static IReadOnlyList<TimelineMoment> Of(BatchNow batch, BatchDetails details)
    {
        var moments = new List<TimelineMoment> { new("TimeSubmitted", StateTone.Neutral, batch.Stored.CreatedAt) };
        Add(moments, "TimeStarted", StateTone.Running, batch.Stored.StartedAt);
        Add(moments, "TimeLastItem", StateTone.Running, details.FinalizingAt);
        if (EndOf(batch.State) is { } end)
            Add(moments, end, StateLook.OfBatch(batch.State, batch.Failed).Tone, batch.Stored.FinishedAt, batch.Problem);
        else if ((batch.Problem ?? batch.Stored.WaitingReason) is { } reason)
            moments.Add(new TimelineMoment("TimeNow", StateTone.Waiting, At: null, Detail: reason));
        return moments;
    }

    private static void Add(List<TimelineMoment> moments, string text, StateTone tone, DateTimeOffset? at, Sentence? detail = null)
    {
        if (at is not null)
            moments.Add(new TimelineMoment(text, tone, at, at - moments[^1].At, detail));
    }

    /// <summary>Null while it has none.</summary>
    private static string? EndOf(BatchState state) => state switch
    {
        BatchState.Completed => "TimeFinished",
        BatchState.Cancelled => "TimeCancelled",
        BatchState.Failed => "TimeFailed",
        BatchState.Validating or BatchState.Queued or BatchState.Running or BatchState.Paused or BatchState.Finalizing or BatchState.Cancelling
            or BatchState.Deleting => null,
    };
}
