namespace BatchGen.Engine.Supervision;

/// <summary>Where an engine listens: a socket only its owner can reach.</summary>
internal static class EngineAddress
{
    /// <summary>sockaddr_un holds 108 bytes on Linux and 104 on macOS, the closing zero included.</summary>
    private const int LongestSocketPath = 103;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// One a process, made new: a folder of a name that others can guess may be theirs already, and so would be what listens in it.
    /// </summary>
    private static readonly Lazy<string> OwnFolder = new(NewFolder);

    /// <param name="directory">Where the administrator wants it; null for a private folder among the temporary ones.</param>
    public static string Create(string? directory)
    {
        var name = $"batchgen-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}";
        if (OperatingSystem.IsWindows())
            return name;
        if (directory is not null && FitsASocket(Path.Combine(directory, name + ".sock")))
        {
            Directory.CreateDirectory(directory, OwnerOnly);
            return Path.Combine(directory, name + ".sock");
        }

        return Path.Combine(OwnFolder.Value, name + ".sock");
    }

    private static bool FitsASocket(string path) => System.Text.Encoding.UTF8.GetByteCount(path) <= LongestSocketPath;

    /// <summary>The system makes it for its owner alone (mkdtemp), and for nobody who was there before.</summary>
    private static string NewFolder()
    {
        var folder = Directory.CreateTempSubdirectory("batchgen-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(folder);
        return folder;
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // An engine may be about to leave it; it is empty then, and temporary.
        }
    }
}
