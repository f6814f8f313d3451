namespace BatchGen.Batches.Data;

/// <summary>
/// Files and folders of which only their owner gets anything: folders 0700, files 0600. Below a user's profile, the
/// default on Windows, the inherited access list already is the owner's.
/// </summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;

    /// <summary>An older folder is made private too.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnersFolder);
        // What exists keeps its mode when it is "created" again.
        if (File.GetUnixFileMode(path) != OwnersFolder)
            File.SetUnixFileMode(path, OwnersFolder);
    }

    /// <summary>An empty file where there is none; an older one is made private too.</summary>
    public static void EnsureFile(string path)
    {
        using (new FileStream(path, Options(FileMode.OpenOrCreate)))
        {
            // Only to be there before others would make it.
        }

        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OwnersFile)
            File.SetUnixFileMode(path, OwnersFile);
    }

    /// <summary>For writing; the mode counts when the file is new.</summary>
    public static FileStreamOptions Options(FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnersFile;
        return options;
    }
}
