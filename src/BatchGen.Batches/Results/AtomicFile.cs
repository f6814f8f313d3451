using BatchGen.Batches.Data;

namespace BatchGen.Batches.Results;

/// <summary>
/// A file that is there whole or not at all: written under a temporary name, forced to disk, then renamed. A reader
/// never sees half of it, and neither does anyone after a power cut.
/// </summary>
internal sealed class AtomicFile : IAsyncDisposable
{
    private const int BufferBytes = 1 << 16;

    private readonly string _path;
    private readonly string _temporaryPath;
    private readonly FileStream _stream;

    public AtomicFile(string path)
    {
        _path = path;
        _temporaryPath = $"{path}.{Guid.NewGuid():N}.tmp";
        var options = PrivateFiles.Options(FileMode.CreateNew);
        options.Share = FileShare.None;
        options.BufferSize = BufferBytes;
        options.Options = FileOptions.Asynchronous;
        _stream = new FileStream(_temporaryPath, options);
    }

    public int Lines { get; private set; }

    /// <summary>Where it is once it is committed.</summary>
    public string Path => _path;

    public async ValueTask WriteLineAsync(ReadOnlyMemory<byte> line, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(line, cancellationToken);
        _stream.WriteByte((byte)'\n');
        Lines++;
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await _stream.FlushAsync(cancellationToken);
        _stream.Flush(flushToDisk: true);
        await _stream.DisposeAsync();
        File.Move(_temporaryPath, _path, overwrite: true);
        DirectorySync.Flush(System.IO.Path.GetDirectoryName(_path)!);
    }

    /// <summary>Leaves nothing behind when it was not committed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        File.Delete(_temporaryPath);
    }
}
