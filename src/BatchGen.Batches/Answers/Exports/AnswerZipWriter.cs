using System.IO.Compression;
using BatchGen.Batches.Inputs;

namespace BatchGen.Batches.Answers.Exports;

/// <summary>
/// Answers as files in a ZIP that mirrors the input tree. Streams: each file is packed as it is added. Disposing ends
/// the archive and leaves the stream open. The same files at the same time stamp give the same bytes. Not thread-safe.
/// </summary>
public sealed class AnswerZipWriter : IAsyncDisposable
{
    /// <summary>ZIP's time stamps begin in 1980.</summary>
    private static readonly DateTimeOffset Earliest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _zip;
    private readonly DateTimeOffset _writtenAt;

    /// <summary>Without regard to case, since Windows would unpack one over the other.</summary>
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="stream">Need not be seekable.</param>
    /// <param name="writtenAt">The time stamp of every file.</param>
    public AnswerZipWriter(Stream stream, DateTimeOffset writtenAt)
    {
        _zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        _writtenAt = writtenAt < Earliest ? Earliest : writtenAt;
    }

    /// <returns>The path in the archive: the one asked for, or with " (2)" and so on before its extension when that is taken.</returns>
    public async Task<SafePath> AddAsync(SafePath path, string content, SourceEncoding encoding, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(content);
        SafePath free = AnswerPath.Free(path, _taken);
        ZipArchiveEntry entry = _zip.CreateEntry(free.Value, CompressionLevel.Optimal);
        entry.LastWriteTime = _writtenAt;
        await using Stream file = await entry.OpenAsync(cancellationToken);
        await file.WriteAsync(SourceDecoding.Encode(content, encoding), cancellationToken);
        return free;
    }

    public ValueTask DisposeAsync() => _zip.DisposeAsync();
}
