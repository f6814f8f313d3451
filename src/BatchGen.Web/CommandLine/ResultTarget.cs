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

    /// <exception cref="UnusableException">The file cannot be written there.</exception>
    public ResultTarget(string path)
    {
        _path = path;
        _unfinished = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        if (Directory.Exists(path))
            throw new UnusableException($"{path} is a folder. Give --output a file name.");
        try
        {
            _file = new FileStream(_unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException($"The results cannot be written to {path}: {failure.Message} Give --output another place.");
        }
    }

    public Stream Content => _file;

    public void Commit()
    {
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_unfinished, _path, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        File.Delete(_unfinished);
    }
}
