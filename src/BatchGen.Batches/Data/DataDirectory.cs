using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Data;

/// <summary>The folders below <see cref="StorageOptions.DataDirectory"/>. Prompts, answers and keys are private: see <see cref="PrivateFiles"/>.</summary>
public sealed class DataDirectory(IOptions<StorageOptions> options)
{
    public string Root { get; } = Path.GetFullPath(options.Value.DataDirectory);

    public string DatabaseFile => Path.Combine(Root, "batchgen.db");

    /// <summary>What signs cookies and forms.</summary>
    public string KeysFolder => Path.Combine(Root, "keys");

    /// <summary>What engines whose layers are divided between GPU and CPU were measured at.</summary>
    public string OffloadFile => Path.Combine(Root, "offload.json");

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
            PrivateFiles.CreateFolder(Root);
            PrivateFiles.CreateFolder(Path.Combine(Root, "scratch"));
            PrivateFiles.CreateFolder(KeysFolder);
            PrivateFiles.CreateFolder(FilesFolder);
            // SQLite would make it readable for all that its folder lets in; its log and index take this file's mode over.
            if (options.Value is { Provider: StorageProvider.Sqlite, ConnectionString: null })
                PrivateFiles.EnsureFile(DatabaseFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                "data_directory_unusable",
                $"The data directory '{Root}' cannot be used: {exception.Message} Set Storage:DataDirectory to a folder that this user owns.",
                exception);
        }
    }
}
