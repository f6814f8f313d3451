using BatchGen.Batches;
using BatchGen.Batches.Data;
using BatchGen.Migrations.PostgreSql;
using BatchGen.Migrations.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Benchmarks.Pages;

/// <summary>The storage alone: nothing runs the batches that it says are queued.</summary>
internal sealed class SeededStorage : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private SeededStorage(string dataDirectory)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddBatches(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:DataDirectory"] = dataDirectory }).Build(),
            new MigrationAssemblies(typeof(SqliteContextFactory).Assembly, typeof(PostgreSqlContextFactory).Assembly));
        _services = services.BuildServiceProvider();
    }

    public static async Task<SeededStorage> CreateAsync(string dataDirectory)
    {
        var storage = new SeededStorage(dataDirectory);
        await storage.Get<DatabaseStartup>().MigrateAsync();
        await PageSeed.WriteAsync(storage.Get<IDbContextFactory<BatchGenDbContext>>());
        return storage;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
