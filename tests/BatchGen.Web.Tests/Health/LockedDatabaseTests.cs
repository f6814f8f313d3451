using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Web.Tests.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Health;

/// <summary>Another program holds SQLite's write lock: what is asked of the server says so, and nothing is called ready.</summary>
public sealed class LockedDatabaseTests(LockableServer server) : IClassFixture<LockableServer>
{
    [Fact]
    public async Task Readyz_IsNotReady_WhileAnotherProgramHoldsTheDatabase()
    {
        Assert.Equal("ok", (await DatabaseAsync()).Status);

        // Nobody can be known while no key can be looked up.
        using (await HoldAsync())
        {
            var (status, reason) = await DatabaseAsync();
            Assert.Equal("not_ready", status);
            Assert.StartsWith("The database is locked", reason, StringComparison.Ordinal);
        }

        Assert.Equal("ok", (await DatabaseAsync()).Status);
    }

    [Theory]
    [InlineData("POST", "/api/templates", """{"name":"locked"}""")]
    [InlineData("POST", "/api/users", """{"name":"locked"}""")]
    [InlineData("POST", "/api/queue/pause", "")]
    [InlineData("PUT", "/api/limits/CPU", """{"limit":"1 GiB"}""")]
    public async Task EveryApi_NamesTheDatabase_WhileAnotherProgramHoldsIt(string method, string path, string body)
    {
        using (await HoldAsync())
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body) };
            using var answer = await server.Client.SendAsync(request);
            var error = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error");

            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal("database_locked", error.GetProperty("code").GetString());
            Assert.Contains("The database is locked", error.GetProperty("message").GetString(), StringComparison.Ordinal);
            Assert.NotNull(answer.Headers.RetryAfter);
        }
    }

    [Fact]
    public async Task Readyz_CountsMachinesOnce()
    {
        using var answer = await server.Client.GetAsync(new Uri("/readyz", UriKind.Relative));
        var reason = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("parts").GetProperty("queue").GetProperty("reason").GetString();

        Assert.EndsWith("on 1 machine take jobs.", reason, StringComparison.Ordinal);
    }

    private async Task<(string? Status, string? Reason)> DatabaseAsync()
    {
        using var answer = await server.Client.GetAsync(new Uri("/readyz", UriKind.Relative));
        var part = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("parts").GetProperty("database");
        return (part.GetProperty("status").GetString(), part.GetProperty("reason").GetString());
    }

    private async Task<SqliteConnection> HoldAsync()
    {
        await using var db = await server.Services.GetRequiredService<IDbContextFactory<BatchGenDbContext>>().CreateDbContextAsync();
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder(db.Database.GetConnectionString()) { Pooling = false, DefaultTimeout = 30 }.ConnectionString);
        await connection.OpenAsync();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout=30000; BEGIN IMMEDIATE;";
        await command.ExecuteNonQueryAsync();
        return connection;
    }
}

/// <summary>Waits a second for the database instead of ten.</summary>
public sealed class LockableServer : RunningServer
{
    private static readonly string File = Path.Combine(Directory.CreateTempSubdirectory("batchgen-locked-").FullName, "batchgen.db");

    public LockableServer()
        : base(FailToLoad, new KeyValuePair<string, string?>("Storage:ConnectionString", $"Data Source={File};Default Timeout=1"))
    {
    }
}
