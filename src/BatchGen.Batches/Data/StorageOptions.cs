using System.ComponentModel;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

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

    /// <summary>Which database keeps everything: a file, or a server that several machines may share.</summary>
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>Needed for PostgreSQL; for SQLite it replaces the file in the data directory when set.</summary>
    [PasswordPropertyText(true)]
    public string? ConnectionString { get; set; }

    /// <summary>Where uploads and result files are. Several machines need the database, or a directory that all of them have.</summary>
    public FilePlace Files { get; set; } = FilePlace.Directory;

    /// <summary>Null takes the data directory; else a folder, e.g. a network mount, that every machine on the database has.</summary>
    public string? FilesDirectory { get; set; }
}

/// <summary>Where uploads and result files are kept.</summary>
public enum FilePlace
{
    Directory,
    Database,
}

internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        List<string> errors = [];
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
            errors.Add("Storage:DataDirectory is empty. Set it to a folder that this user may write to.");
        if (!Enum.IsDefined(options.Provider))
            errors.Add($"Storage:Provider is '{options.Provider}'. Use 'Sqlite' or 'PostgreSql'.");
        if (options.KeepResultsFor < TimeSpan.FromHours(1))
            errors.Add($"Storage:KeepResultsFor is {options.KeepResultsFor}. Use 01:00:00 or longer, or leave it out to keep everything.");
        if (options.Provider == StorageProvider.PostgreSql && string.IsNullOrWhiteSpace(options.ConnectionString))
            errors.Add("Storage:ConnectionString is missing. PostgreSql needs one, e.g. 'Host=localhost;Database=batchgen;Username=batchgen'.");
        if (!string.IsNullOrWhiteSpace(options.ConnectionString) && !IsReadable(options.Provider, options.ConnectionString))
            errors.Add("Storage:ConnectionString cannot be read. Write it as 'Key=Value;Key=Value' with the keys of the chosen Storage:Provider.");

        if (!Enum.IsDefined(options.Files))
            errors.Add($"Storage:Files is '{options.Files}'. Use 'Directory' or 'Database'.");
        if (options.FilesDirectory is { } files && string.IsNullOrWhiteSpace(files))
            errors.Add("Storage:FilesDirectory is empty. Set it to a folder that every machine has, or leave it out.");

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static bool IsReadable(StorageProvider provider, string connectionString)
    {
        try
        {
            _ = provider == StorageProvider.PostgreSql
                ? (DbConnectionStringBuilder)new NpgsqlConnectionStringBuilder(connectionString)
                : new SqliteConnectionStringBuilder(connectionString);
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The exception's text quotes the string, which may hold a password.
            return false;
        }
    }
}

/// <summary>The storage cannot be used. The message is a sentence for a person; the code is stable.</summary>
public sealed class StorageException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Code { get; } = code;
}
