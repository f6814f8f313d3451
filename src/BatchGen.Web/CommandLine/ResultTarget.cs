using BatchGen.Inference.Sentences;

namespace BatchGen.Web.CommandLine;

/// <summary>
/// The file given by --output. It appears whole or not at all: written beside itself, synced, renamed. Opened before
/// anything runs, so that a folder nobody can write to is found before the night and not after it.
/// </summary>
internal sealed class ResultTarget : IAsyncDisposable
{
    private readonly string _path;
    private readonly string _unfinished;
    private readonly FileStream _file;
    private readonly bool _replaces;

    /// <exception cref="UnusableException">The file cannot be written there.</exception>
    public ResultTarget(string path)
        : this(path, replaces: true)
    {
    }

    private ResultTarget(string path, bool replaces)
    {
        _path = path;
        _replaces = replaces;
        _unfinished = Path.Combine(Path.GetDirectoryName(path) ?? path, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        if (Directory.Exists(path))
            throw new UnusableException($"{path} is a folder. Give --output a file name.", UnusableException.OutputCode);
        if (!replaces && File.Exists(path))
            throw Taken();
        if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
            throw new UnusableException($"There is no folder {folder}. Make it, or give --output another place.", UnusableException.OutputCode);
        try
        {
            _file = new FileStream(_unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException($"The results cannot be written to {path}: {ForeignMessage.Of(failure)} Give --output another place.", UnusableException.OutputCode);
        }
    }

    public Stream Content => _file;

    /// <param name="replaces">Whether a file that is there already goes.</param>
    /// <exception cref="UnusableException">The file cannot be written there, or is there and stays.</exception>
    public static ResultTarget New(string path, bool replaces) => new(path, replaces);

    /// <exception cref="UnusableException">Meanwhile somebody else wrote the file, and it stays.</exception>
    public void Commit()
    {
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        try
        {
            File.Move(_unfinished, _path, _replaces);
        }
        catch (IOException) when (!_replaces && File.Exists(_path))
        {
            throw Taken();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        File.Delete(_unfinished);
    }

    private UnusableException Taken() => new($"{_path} is there already. Give --output another name, or --force to replace it.", UnusableException.OutputCode);
}
