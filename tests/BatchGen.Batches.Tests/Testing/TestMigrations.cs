using BatchGen.Batches.Data;
using BatchGen.Migrations.PostgreSql;
using BatchGen.Migrations.Sqlite;

namespace BatchGen.Batches.Tests.Testing;

internal static class TestMigrations
{
    public static MigrationAssemblies Assemblies { get; } = new(typeof(SqliteContextFactory).Assembly, typeof(PostgreSqlContextFactory).Assembly);
}
