using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace BatchGen.Migrations.PostgreSql;

/// <summary>For <c>dotnet ef migrations add NAME --project migrations/PostgreSql</c>; opens no database.</summary>
public sealed class PostgreSqlContextFactory : IDesignTimeDbContextFactory<BatchGenDbContext>
{
    public BatchGenDbContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<BatchGenDbContext>();
        builder.UseNpgsql("Host=localhost;Database=design-time", npgsql => npgsql.MigrationsAssembly(typeof(PostgreSqlContextFactory).Assembly));
        return new BatchGenDbContext(builder.Options);
    }
}
