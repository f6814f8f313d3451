namespace BatchGen.Batches.Results;

/// <summary>A batch's answers, ready to be written. What has no end yet is left out.</summary>
/// <param name="FileName">For the download.</param>
public sealed record BatchExport(string FileName, string ContentType)
{
    private readonly Func<Stream, CancellationToken, Task> _write = (_, _) => Task.CompletedTask;

    internal BatchExport(string fileName, string contentType, Func<Stream, CancellationToken, Task> write)
        : this(fileName, contentType) => _write = write;

    /// <summary>Streams it out, a page of items at a time; the stream need not be seekable and stays open.</summary>
    public Task WriteAsync(Stream target, CancellationToken cancellationToken) => _write(target, cancellationToken);
}
