using BatchGen.Batches.Data;
using BatchGen.Batches.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Data;

public sealed class DatabaseStartupTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private string DataDirectory => Path.Combine(_folder.Path, "new", "data");

    [Fact]
    public async Task Migrate_MakesADatabaseOnlyItsOwnerCanRead_WhenThereIsNone()
    {
        await using var services = Build(("Storage:DataDirectory", DataDirectory));

        await services.GetRequiredService<DatabaseStartup>().MigrateAsync();
        await services.GetRequiredService<DatabaseStartup>().MigrateAsync();

        Assert.True(File.Exists(Path.Combine(DataDirectory, "batchgen.db")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(DataDirectory));
    }

    [Fact]
    public async Task Migrate_SetsWhatSqliteForgets_WhenAConnectionOpens()
    {
        await using var services = Build(("Storage:DataDirectory", DataDirectory));
        await services.GetRequiredService<DatabaseStartup>().MigrateAsync();

        await using var db = await services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();

        Assert.Equal(10_000, await PragmaAsync<long>(db, "busy_timeout"));
        // 2 is FULL: a commit is on the disk before anybody hears of it.
        Assert.Equal(2, await PragmaAsync<long>(db, "synchronous"));
        Assert.Equal("wal", await PragmaAsync<string>(db, "journal_mode"));
        Assert.Equal(1, await PragmaAsync<long>(db, "foreign_keys"));
    }

    [Fact]
    public async Task Migrate_SaysWhatToDo_WhenTheFileIsNoDatabase()
    {
        Directory.CreateDirectory(DataDirectory);
        await File.WriteAllTextAsync(Path.Combine(DataDirectory, "batchgen.db"), new string('x', 5000));
        await using var services = Build(("Storage:DataDirectory", DataDirectory));

        var exception = await Assert.ThrowsAsync<StorageException>(() => services.GetRequiredService<DatabaseStartup>().MigrateAsync());

        Assert.Equal("database_unusable", exception.Code);
        Assert.Contains("batchgen.db", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_LeavesADatabaseAlone_WhenAnotherVersionMadeIt()
    {
        await using var services = Build(("Storage:DataDirectory", DataDirectory));
        await services.GetRequiredService<DatabaseStartup>().MigrateAsync();
        await using (var db = await services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync())
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('99990101000000_Later', '99')""");

        var exception = await Assert.ThrowsAsync<StorageException>(() => services.GetRequiredService<DatabaseStartup>().MigrateAsync());

        Assert.Equal("database_of_another_version", exception.Code);
        Assert.Contains("99990101000000_Later", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_SaysWhatToDo_WhenTheServerIsNotThere()
    {
        await using var services = Build(
            ("Storage:DataDirectory", DataDirectory), ("Storage:Provider", "PostgreSql"), ("Storage:ConnectionString", $"Host={_folder.Path};Username=a;Password=secret"));

        var exception = await Assert.ThrowsAsync<StorageException>(() => services.GetRequiredService<DatabaseStartup>().MigrateAsync());

        Assert.Equal("database_unusable", exception.Code);
        Assert.DoesNotContain("secret", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_SaysWhatToDo_WhenTheDataDirectoryIsAFile()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "file"), "");
        await using var services = Build(("Storage:DataDirectory", Path.Combine(_folder.Path, "file")));

        var exception = await Assert.ThrowsAsync<StorageException>(() => services.GetRequiredService<DatabaseStartup>().MigrateAsync());

        Assert.Equal("data_directory_unusable", exception.Code);
    }

    public void Dispose() => _folder.Dispose();

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value))
            .Build();
        return new ServiceCollection().AddLogging().AddBatches(configuration, TestMigrations.Assemblies).BuildServiceProvider();
    }

    private static async Task<T> PragmaAsync<T>(BatchGenDbContext db, string name)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
