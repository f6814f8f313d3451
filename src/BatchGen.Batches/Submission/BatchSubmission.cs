namespace BatchGen.Batches.Submission;

/// <summary>Takes batches in: reads, checks, counts tokens, stores, enqueues.</summary>
public sealed class BatchSubmission
{
    private readonly string _pending = "This body follows in the next commit.";

    /// <summary>Stores the whole batch or nothing. Bad input is an outcome, not an exception.</summary>
    public Task<SubmissionOutcome> SubmitAsync(SubmissionRequest request, IProgress<SubmissionProgress>? progress, CancellationToken cancellationToken) =>
        Task.FromException<SubmissionOutcome>(new InvalidOperationException(_pending));

    /// <summary>The same way up to storing.</summary>
    public Task<DryRunReport> DryRunAsync(SubmissionRequest request, IProgress<SubmissionProgress>? progress, CancellationToken cancellationToken) =>
        Task.FromException<DryRunReport>(new InvalidOperationException(_pending));
}
