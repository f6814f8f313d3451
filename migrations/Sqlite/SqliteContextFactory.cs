using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace BatchGen.Migrations.Sqlite;

/// <summary>For <c>dotnet ef migrations add NAME --project migrations/Sqlite</c>; opens no database.</summary>
public sealed class SqliteContextFactory : IDesignTimeDbContextFactory<BatchGenDbContext>
{
    public BatchGenDbContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<BatchGenDbContext>();
        builder.UseSqlite("Data Source=design-time.db", sqlite => sqlite.MigrationsAssembly(typeof(SqliteContextFactory).Assembly));
        return new BatchGenDbContext(builder.Options);
    }
}
