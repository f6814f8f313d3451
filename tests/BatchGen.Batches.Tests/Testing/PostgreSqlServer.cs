using BatchGen.Batches.Data;
using BatchGen.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace BatchGen.Batches.Tests.Testing;

/// <summary>Databases with the current schema on a cluster of the tests' own, started with the first test that needs it.</summary>
internal sealed class PostgreSqlServer
{
    private const string Template = "batchgen_template";
    private static readonly Lazy<Task<PostgreSqlServer>> Instance = new(StartAsync);

    private readonly PostgreSqlCluster _cluster;

    private PostgreSqlServer(PostgreSqlCluster cluster) => _cluster = cluster;

    /// <summary>A new database with the current schema.</summary>
    public static async Task<string> CreateDatabaseAsync()
    {
        var server = await Instance.Value;
        var name = $"test_{Guid.NewGuid():N}";
        await server.ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {Template}");
        return server._cluster.ConnectionString(name);
    }

    /// <summary>Without any schema, as an administrator makes it.</summary>
    public static async Task<string> CreateEmptyDatabaseAsync()
    {
        var server = await Instance.Value;
        var name = $"test_{Guid.NewGuid():N}";
        await server.ExecuteAsync($"CREATE DATABASE {name}");
        return server._cluster.ConnectionString(name);
    }

    private static async Task<PostgreSqlServer> StartAsync()
    {
        var server = new PostgreSqlServer(PostgreSqlCluster.Start("-c fsync=off -c max_connections=200"));
        await server.ExecuteAsync($"CREATE DATABASE {Template}");
        await server.MigrateTemplateAsync();
        return server;
    }

    private async Task MigrateTemplateAsync()
    {
        var builder = new DbContextOptionsBuilder<BatchGenDbContext>();
        // No pool: a database that somebody is connected to cannot be copied.
        DatabaseChoice.UsePostgreSql(builder, _cluster.ConnectionString(Template) + ";Pooling=false", TestMigrations.Assemblies);
        await using var db = new BatchGenDbContext(builder.Options);
        await db.Database.MigrateAsync();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_cluster.ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
