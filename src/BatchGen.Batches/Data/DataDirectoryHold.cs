using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Data;

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
