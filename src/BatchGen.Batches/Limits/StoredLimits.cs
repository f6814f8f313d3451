using System.Data.Common;
using BatchGen.Batches.Data;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Limits;

/// <summary>Limits for a command that starts no server: those that administrators set, where there is a database.</summary>
public sealed class StoredLimits(DeviceLimits limits, DataDirectory directory, IOptions<StorageOptions> storage)
{
    /// <returns>Which limits hold from now on, as a sentence.</returns>
    public async Task<string> LoadAsync(CancellationToken cancellationToken)
    {
        // Asking for it would make the file.
        if (storage.Value is { Provider: StorageProvider.Sqlite, ConnectionString: null } && !File.Exists(directory.DatabaseFile))
            return $"Limits: none were set, because there is no database in {directory.Root}; devices count whole, less Planning:ReserveBytes.";
        try
        {
            await limits.LoadAsync(cancellationToken);
            return storage.Value.Provider == StorageProvider.Sqlite && storage.Value.ConnectionString is null
                ? $"Limits: as set in {directory.DatabaseFile}."
                : $"Limits: as set in the {storage.Value.Provider} database.";
        }
        catch (Exception failure) when (failure is DbException || failure.InnerException is DbException)
        {
            return $"Limits: the database cannot be read ({failure.Message.TrimEnd('.')}); devices count whole, less Planning:ReserveBytes.";
        }
    }
}
