namespace BatchGen.Batches.Data;

/// <summary>Where everything the product writes is kept. Section "Storage".</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Database file, result files and scratch files; made private to its owner.</summary>
    public string DataDirectory { get; set; } = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "BatchGen");

    /// <summary>Batches are deleted, files included, so long after they ended; null keeps them until a person deletes them.</summary>
    public TimeSpan? KeepResultsFor { get; set; }

    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>Needed for PostgreSQL; for SQLite it replaces the file in the data directory when set.</summary>
    public string? ConnectionString { get; set; }
}
