using BatchGen.Batches.Requests;
using BatchGen.Code.Exports;

namespace BatchGen.Batches.Submission;

public abstract record SubmissionOutcome;

/// <summary>Stored and queued.</summary>
/// <param name="Problems">Of bad lines that were accepted as failed items; at most the listed number.</param>
/// <param name="TotalProblems">All of them.</param>
public sealed record SubmissionAccepted(
    string BatchPublicId,
    InputSummary Summary,
    IReadOnlyList<InputProblem> Problems,
    int TotalProblems) : SubmissionOutcome
{
    /// <summary>Files of the input that were left out or renamed, the first of them.</summary>
    public IReadOnlyList<FileNote> Notes { get; init; } = [];
}

/// <summary>Nothing was stored.</summary>
/// <param name="Problems">The first of them; see <see cref="SubmissionOptions.MaxListedProblems"/>.</param>
/// <param name="TotalProblems">All of them.</param>
public sealed record SubmissionRefused(IReadOnlyList<InputProblem> Problems, int TotalProblems) : SubmissionOutcome
{
    /// <summary>A quota refused it, and the same input may be taken this much later; null when the input itself is at fault.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <param name="BytesRead">Of the input so far.</param>
/// <param name="Lines">Read so far, blank ones included.</param>
/// <param name="Items">Requests whose tokens are counted.</param>
/// <param name="StoredItems">Rows written; above zero only once the whole input was read.</param>
/// <param name="Problems">Found so far.</param>
public sealed record SubmissionProgress(long BytesRead, int Lines, int Items, int StoredItems, int Problems);

/// <summary>Counts what is read of an input, for its progress; leaves the input open.</summary>
internal sealed class CountingStream(Stream input) : Stream
{
    public long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => input.CanSeek;

    public override bool CanWrite => false;

    public override long Length => input.Length;

    public override long Position
    {
        get => input.Position;
        set => input.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => Counted(input.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Counted(input.Read(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await input.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => input.Seek(offset, origin);

    public override void Flush()
    {
        // Nothing is ever written.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Counted(int bytes)
    {
        BytesRead += bytes;
        return bytes;
    }
}
