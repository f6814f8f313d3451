namespace BatchGen.Batches.Execution;

/// <summary>What a person may do to a batch.</summary>
public sealed class BatchControl
{
    private readonly string _pending = "This body follows in the next commit.";

    /// <summary>Keeps what is done; what is not becomes cancelled at once and the files are written.</summary>
    public Task<ControlOutcome> CancelAsync(string publicId, CancellationToken cancellationToken) =>
        Task.FromException<ControlOutcome>(new InvalidOperationException(_pending));

    /// <summary>Failed items go again; a batch that could not run at all is queued again.</summary>
    public Task<ControlOutcome> RetryFailedAsync(string publicId, CancellationToken cancellationToken) =>
        Task.FromException<ControlOutcome>(new InvalidOperationException(_pending));

    /// <summary>Removes a batch that is not running, with its items, results and files.</summary>
    public Task<ControlOutcome> DeleteAsync(string publicId, CancellationToken cancellationToken) =>
        Task.FromException<ControlOutcome>(new InvalidOperationException(_pending));
}
