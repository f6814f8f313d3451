using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Data;

/// <summary>The folders below <see cref="StorageOptions.DataDirectory"/>. Prompts and answers are private, so the root is 0700.</summary>
public sealed class DataDirectory(IOptions<StorageOptions> options)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Root { get; } = Path.GetFullPath(options.Value.DataDirectory);

    public string DatabaseFile => Path.Combine(Root, "batchgen.db");

    /// <summary>The folder of a batch's result files; made when the first is written.</summary>
    public string BatchFolder(string publicId) => Path.Combine(Root, "batches", publicId);

    /// <summary>Files handed in over the API, by their public ids.</summary>
    public string FilesFolder => Path.Combine(Root, "files");

    /// <summary>A new name for a file that its user deletes.</summary>
    public string NewScratchFile() => Path.Combine(Root, "scratch", Guid.NewGuid().ToString("N"));

    /// <summary>Removes scratch files that a killed process left behind; a day is longer than any submission takes.</summary>
    public void RemoveOldScratchFiles()
    {
        foreach (var file in new DirectoryInfo(Path.Combine(Root, "scratch")).EnumerateFiles())
        {
            if (file.LastWriteTimeUtc < DateTime.UtcNow.AddDays(-1))
                file.Delete();
        }
    }

    /// <exception cref="StorageException">The folder cannot be made or made private.</exception>
    public void Create()
    {
        try
        {
            CreatePrivate(Root);
            CreatePrivate(Path.Combine(Root, "scratch"));
            CreatePrivate(FilesFolder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                "data_directory_unusable",
                $"The data directory '{Root}' cannot be used: {exception.Message} Set Storage:DataDirectory to a folder that this user owns.",
                exception);
        }
    }

    private static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            // Below the user's profile, the default, the inherited access list already is the owner's.
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerOnly);
        // An older folder keeps its mode when it is "created" again.
        if (File.GetUnixFileMode(path) != OwnerOnly)
            File.SetUnixFileMode(path, OwnerOnly);
    }
}
