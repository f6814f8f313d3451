using BatchGen.Inference.Sentences;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Data;

/// <summary>The folders below <see cref="StorageOptions.DataDirectory"/>. Prompts, answers and keys are private: see <see cref="PrivateFiles"/>.</summary>
public sealed class DataDirectory(IOptions<StorageOptions> options)
{
    public string Root { get; } = Path.GetFullPath(options.Value.DataDirectory);

    public string DatabaseFile => Path.Combine(Root, "batchgen.db");

    /// <summary>What signs cookies and forms.</summary>
    public string KeysFolder => Path.Combine(Root, "keys");

    /// <summary>What was measured of models when they were loaded.</summary>
    public string CalibrationFile => Path.Combine(Root, "calibration.json");

    /// <summary>What <see cref="StorageOptions.Files"/> keeps, where that is in a directory: this one, or one that several machines share.</summary>
    public string FilesRoot { get; } = Path.GetFullPath(options.Value.FilesDirectory ?? options.Value.DataDirectory);

    /// <summary>The folder of a batch's result files below <see cref="FilesRoot"/>, where they are in a directory; made when the first is written.</summary>
    public static string BatchPath(string publicId) => Path.Combine("batches", publicId);

    /// <summary>Files handed in over the API, by their public ids.</summary>
    public string FilesFolder => Path.Combine(FilesRoot, "files");

    /// <summary>A new name for a file that its user deletes.</summary>
    public string NewScratchFile() => Path.Combine(Root, "scratch", Guid.NewGuid().ToString("N"));

    /// <summary>An empty file to write and read, which is gone when it is closed, or when the process ends.</summary>
    public FileStream OpenScratch()
    {
        var options = PrivateFiles.Options(FileMode.CreateNew);
        options.Access = FileAccess.ReadWrite;
        options.BufferSize = 1 << 16;
        options.Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous;
        return new FileStream(NewScratchFile(), options);
    }

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
            if (options.Value.Files == FilePlace.Directory)
            {
                PrivateFiles.CreateFolder(FilesRoot);
                PrivateFiles.CreateFolder(FilesFolder);
            }

            // SQLite would make it readable for all that its folder lets in; its log and index take this file's mode over.
            if (options.Value is { Provider: StorageProvider.Sqlite, ConnectionString: null })
                PrivateFiles.EnsureFile(DatabaseFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                "data_directory_unusable",
                $"The data directory '{Root}' cannot be used: {ForeignMessage.Of(exception)} Set Storage:DataDirectory to a folder that this user owns.",
                exception);
        }
    }
}

/// <summary>
/// One process a data directory while the database is the SQLite file in it: two would carry the same shards, each with
/// a queue of its own in memory, and each with an engine planned for the whole machine. Ends with the process, however
/// that ends.
/// </summary>
public sealed class DataDirectoryHold(DataDirectory directory, IOptions<StorageOptions> options) : IDisposable
{
    private FileStream? _held;

    /// <exception cref="StorageException">Another process holds it, or the folder cannot be used.</exception>
    public void Take()
    {
        if (options.Value.Provider != StorageProvider.Sqlite || _held is not null)
            return;
        directory.Create();
        try
        {
            var alone = PrivateFiles.Options(FileMode.OpenOrCreate);
            alone.Share = FileShare.None;
            _held = new FileStream(Path.Combine(directory.Root, "in-use.lock"), alone);
        }
        catch (IOException exception)
        {
            throw new StorageException(
                "data_directory_in_use",
                $"The data directory '{directory.Root}' is in use by another BatchGen. Stop that one, or give this one a folder of its own with Storage:DataDirectory (--data-directory).",
                exception);
        }
    }

    public void Dispose() => _held?.Dispose();
}
