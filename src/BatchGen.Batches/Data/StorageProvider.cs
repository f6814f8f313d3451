namespace BatchGen.Batches.Data;

public enum StorageProvider
{
    /// <summary>One machine; a file in the data directory.</summary>
    Sqlite,

    /// <summary>One or several machines on one queue.</summary>
    PostgreSql,
}
