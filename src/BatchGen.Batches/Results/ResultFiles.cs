namespace BatchGen.Batches.Results;

/// <summary>A batch's files, for downloads.</summary>
public sealed class ResultFiles
{
    private readonly string _pending = "This body follows in the next commit.";

    /// <summary>Null when the batch or the file is not there (yet).</summary>
    public Task<ResultFile?> OpenReadAsync(string batchPublicId, ResultFileKind kind, CancellationToken cancellationToken) =>
        Task.FromException<ResultFile?>(new InvalidOperationException(_pending));
}
