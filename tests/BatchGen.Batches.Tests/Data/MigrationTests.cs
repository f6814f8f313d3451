using BatchGen.Batches.Data;
using BatchGen.Batches.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Tests.Data;

public sealed class MigrationTests
{
    [Fact]
    public void Migrations_AreUpToDate_WhenTheModelIsSqlite() => AssertUpToDate(
        builder => DatabaseChoice.UseSqlite(builder, "Data Source=:memory:", TestMigrations.Assemblies));

    [Fact]
    public void Migrations_AreUpToDate_WhenTheModelIsPostgreSql() => AssertUpToDate(
        builder => DatabaseChoice.UsePostgreSql(builder, "Host=localhost", TestMigrations.Assemblies));

    private static void AssertUpToDate(Action<DbContextOptionsBuilder> use)
    {
        var builder = new DbContextOptionsBuilder<BatchGenDbContext>();
        use(builder);
        using var db = new BatchGenDbContext(builder.Options);

        Assert.NotEmpty(db.Database.GetMigrations());
        Assert.False(db.Database.HasPendingModelChanges(), "The model changed: add a migration for both providers (CONTRIBUTING.md).");
    }
}
