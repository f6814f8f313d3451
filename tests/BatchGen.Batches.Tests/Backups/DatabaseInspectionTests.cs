using BatchGen.Batches.Backups;
using BatchGen.Batches.Data;
using BatchGen.Batches.Tests.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Backups;

public sealed class DatabaseInspectionTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Look_NamesServerVersionAndClock_OnPostgreSql()
    {
        var state = await LookAsync(await PostgreSqlServer.CreateDatabaseAsync(), TimeProvider.System);

        Assert.StartsWith("PostgreSQL ", state!.Server, StringComparison.Ordinal);
        Assert.Empty(state.Pending);
        Assert.EndsWith("_Initial", state.Version, StringComparison.Ordinal);
        Assert.NotNull(state.MachineAhead);
    }

    [Fact]
    public async Task Look_SaysHowFarTheMachineIsAhead_WhenItsClockIsWrong()
    {
        var state = await LookAsync(await PostgreSqlServer.CreateDatabaseAsync(), new Ahead(TimeSpan.FromHours(3)));

        Assert.InRange(state!.MachineAhead!.Value, TimeSpan.FromHours(2.5), TimeSpan.FromHours(3.5));
    }

    [Fact]
    public async Task Look_FindsEverythingPendingAndMakesNothing_WhenTheDatabaseIsEmpty()
    {
        var connection = await PostgreSqlServer.CreateEmptyDatabaseAsync();

        await LookAsync(connection, TimeProvider.System);
        var state = await LookAsync(connection, TimeProvider.System);

        Assert.Null(state!.Version);
        Assert.NotEmpty(state.Pending);
    }

    private async Task<DatabaseState?> LookAsync(string connectionString, TimeProvider clock)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:DataDirectory"] = _folder.Path,
            ["Storage:Provider"] = nameof(StorageProvider.PostgreSql),
            ["Storage:ConnectionString"] = connectionString,
        }).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton(new MachineClock(clock)).AddBatches(configuration, TestMigrations.Assemblies);
        await using var built = services.BuildServiceProvider();
        return await built.GetRequiredService<DatabaseInspection>().LookAsync(CancellationToken.None);
    }

    private sealed class Ahead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
