namespace BatchGen.Batches.Files;

/// <summary>An upload on disk that nobody has a name for yet. Dispose removes it unless it was kept.</summary>
public sealed class ReceivedFile : IDisposable
{
    internal ReceivedFile(string path) => ScratchPath = path;

    public long Bytes { get; internal set; }

    /// <summary>Lines that are not blank.</summary>
    public int Lines { get; internal set; }

    /// <summary>SHA-256 of its content in hexadecimal.</summary>
    public string ContentHash { get; internal set; } = "";

    internal string ScratchPath { get; }

    public void Dispose() => File.Delete(ScratchPath);
}

/// <summary>A new file that only its owner can read.</summary>
internal static class PrivateFile
{
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
