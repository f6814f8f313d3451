using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;

namespace BatchGen.Batches.Orders;

/// <summary>How a batch stands in the words of <c>/v1/batches</c>.</summary>
public static class OrderStatus
{
    /// <summary>OpenAI's word.</summary>
    public static string Of(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return batch.State switch
        {
            BatchState.Validating => "validating",
            // OpenAI has no word for a pause: it goes on once somebody lets it, and can be cancelled and expire meanwhile.
            BatchState.Queued or BatchState.Running or BatchState.Paused => "in_progress",
            BatchState.Finalizing => "finalizing",
            BatchState.Cancelling => batch.IsExpired() ? "finalizing" : "cancelling",
            BatchState.Completed => "completed",
            BatchState.Cancelled => batch.IsExpired() ? "expired" : "cancelled",
            BatchState.Failed => "failed",
            BatchState.Deleting => throw new InvalidOperationException("A deleted batch is shown to nobody."),
        };
    }

    /// <summary>Why it failed: what its file's lines are refused for, or what stopped it as a whole. Empty when it did not.</summary>
    public static IReadOnlyList<InputProblem> ErrorsOf(Batch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Order?.ErrorsJson is { } json)
            return JsonSerializer.Deserialize<List<InputProblem>>(json)!;
        return batch is { State: BatchState.Failed, Problem: { } problem } ? [new InputProblem(null, batch.ProblemCode ?? "batch_failed", problem)] : [];
    }
}
