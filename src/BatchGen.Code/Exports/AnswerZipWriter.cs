using System.IO.Compression;
using BatchGen.Code.Inputs;
using BatchGen.Code.Languages;
using BatchGen.Code.Tasks;

namespace BatchGen.Code.Exports;

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

    /// <summary>Without regard to case and composition, since Windows and macOS would unpack one over the other.</summary>
    private readonly HashSet<string> _taken = new(new FoldedPaths());

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
        var free = FreePaths.Take(path, _taken);
        var entry = _zip.CreateEntry(free.Value, CompressionLevel.Optimal);
        entry.LastWriteTime = _writtenAt;
        await using var file = await entry.OpenAsync(cancellationToken);
        await file.WriteAsync(SourceDecoding.Encode(content, encoding), cancellationToken);
        return free;
    }

    public ValueTask DisposeAsync() => _zip.DisposeAsync();
}

/// <summary>Where an answer to a file goes in the output tree.</summary>
public static class AnswerPath
{
    /// <summary>
    /// A changed file keeps its path; a translation takes the target's extension; unit tests stand beside their file,
    /// and words about it in a Markdown file, so that unpacking over the sources never overwrites them.
    /// </summary>
    /// <param name="targetLanguage">For translations; an unknown language keeps the extension and adds ".txt".</param>
    public static SafePath Of(TaskPreset preset, SafePath input, string? targetLanguage)
    {
        ArgumentNullException.ThrowIfNull(preset);
        ArgumentNullException.ThrowIfNull(input);
        var path = input.Value;
        var dot = FreePaths.Dot(path);
        return preset.Kind switch
        {
            TaskKind.Comment or TaskKind.Fix or TaskKind.Infill => input,
            TaskKind.Translate => SafePath.Derived(Language.Find(targetLanguage ?? "") is { } target ? $"{path[..dot]}.{target.Extensions[0]}" : path + ".txt"),
            TaskKind.UnitTests => SafePath.Derived($"{path[..dot]}.tests{path[dot..]}"),
            _ => SafePath.Derived(path + ".md"),
        };
    }
}
