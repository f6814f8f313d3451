using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Batches.Submission;

namespace BatchGen.Batches.Orders;

/// <summary>An order with the batch it became, at one moment.</summary>
/// <param name="Batch">Null until its file was read, and when it was refused.</param>
public sealed record OrderView(BatchOrder Order, Batch? Batch)
{
    /// <summary>OpenAI's word for where it stands.</summary>
    public string Status => Order.State switch
    {
        OrderState.Validating => "validating",
        OrderState.Refused => "failed",
        OrderState.Withdrawn => IsExpired ? "expired" : "cancelled",
        OrderState.Accepted => StatusOfBatch(Batch!.State),
    };

    public bool IsExpired => Order.ExpiredAt is not null;

    /// <summary>Nothing more happens to it unless a person asks.</summary>
    public bool IsAtRest => Status is "failed" or "completed" or "expired" or "cancelled";

    public IReadOnlyList<InputProblem> Errors => Order.ErrorsJson is { } json
        ? JsonSerializer.Deserialize<List<InputProblem>>(json)!
        : Batch is { State: BatchState.Failed, Problem: { } problem } ? [new InputProblem(null, Batch.ProblemCode ?? "batch_failed", problem)] : [];

    private string StatusOfBatch(BatchState state) => state switch
    {
        // OpenAI has no word for a pause: it goes on once somebody lets it, and can be cancelled and expire meanwhile.
        BatchState.Queued or BatchState.Running or BatchState.Paused => "in_progress",
        BatchState.Finalizing => "finalizing",
        BatchState.Cancelling => IsExpired ? "finalizing" : "cancelling",
        BatchState.Completed => "completed",
        BatchState.Cancelled => IsExpired ? "expired" : "cancelled",
        BatchState.Failed => "failed",
    };
}
