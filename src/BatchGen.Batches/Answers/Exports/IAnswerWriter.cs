namespace BatchGen.Batches.Answers.Exports;

/// <summary>
/// Writes rows to a stream as they come, so that an export of any size needs little memory. Disposing ends the file;
/// the stream stays open. Not thread-safe.
/// </summary>
public interface IAnswerWriter : IAsyncDisposable
{
    Task WriteAsync(AnswerRow row, CancellationToken cancellationToken);
}
