using System.Net;
using BatchGen.Batches.Data;
using BatchGen.Web.CommandLine;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;

namespace BatchGen.Web.Tests.CommandLine.Servers;

/// <summary>keys: of a server over its API, and of a data directory with and without a server on it.</summary>
public sealed class KeysVerbTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Fact]
    public async Task Keys_AreMadeListedAndRevoked_OverTheApi()
    {
        using var shell = await Shell.AtAsync(server, Role.Submitter);

        var made = (await shell.RunAsync("keys", "create", "script", "--scope", "read", "--expires", "30d")).Succeeded();
        using var script = Visitor.WithKey(server, made.Output.Trim(), Rights.Read);
        var mine = (await script.AskAsync(HttpMethod.Get, "/api/keys")).EnumerateArray().First();

        Assert.Equal("script", mine.GetProperty("name").GetString());
        Assert.DoesNotContain(made.Output.Trim(), made.Error, StringComparison.Ordinal);
        Assert.InRange(mine.GetProperty("expires_at").GetDateTimeOffset() - DateTimeOffset.UtcNow, TimeSpan.FromDays(29), TimeSpan.FromDays(30));
        Assert.Equal(3, (await shell.RunAsync("keys", "list")).Succeeded().Lines.Count);
        Assert.Contains(
            "is revoked", (await shell.RunAsync("keys", "revoke", $"{mine.GetProperty("id").GetInt64()}")).Succeeded().Output, StringComparison.Ordinal);
        await script.RefusedAsync(HttpMethod.Get, "/api/keys", null, HttpStatusCode.Unauthorized, "invalid_api_key");
        Assert.Equal(
            "script", (await shell.RunAsync("keys", "list", "--json")).Succeeded().Document[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Create_StaysWithinTheKeyThatAsks()
    {
        using var shell = await Shell.AtAsync(server, Role.Submitter);

        (await shell.RunAsync("keys", "create", "wide", "--scope", "administer")).Failed(ExitCodes.NotReached, "insufficient_rights");
        (await shell.RunAsync("keys", "create", "mine", "--user", "admin", "--json")).Failed(ExitCodes.Unusable, "usage");
        (await shell.RunAsync("keys", "revoke", "404404")).Failed(ExitCodes.Refused, "api_key_not_found");
    }

    /// <summary>Before anything was started: the key opens the server that starts there afterwards.</summary>
    [Fact]
    public async Task Create_MakesTheDatabase_WhenNothingWasStartedYet()
    {
        using var shell = new Shell();
        shell.Settings["Storage:DataDirectory"] = shell.File("data");

        (await shell.RunAsync("keys", "list", "--json")).Failed(ExitCodes.Unusable, "database_missing");
        Assert.Empty(shell.Files());
        var made = (await shell.RunAsync("keys", "create", "first", "--json")).Succeeded().Document;
        var listed = (await shell.RunAsync("keys", "list", "--json")).Succeeded().Document;

        Assert.Equal("admin", made.GetProperty("key").GetProperty("owner").GetString());
        Assert.Equal(made.GetProperty("key").GetProperty("id").GetInt64(), Assert.Single(listed.EnumerateArray()).GetProperty("id").GetInt64());
        await using var later = new DirectoryServer(shell.File("data"));
        await later.InitializeAsync();
        using var script = Visitor.WithKey(later, made.GetProperty("secret").GetString()!, Rights.Read);
        await script.AskAsync(HttpMethod.Get, "/api/batches");
    }

    [Fact]
    public async Task Keys_OfTheDataDirectory_CountAtOnceAtTheServerThatRunsOnIt()
    {
        using var shell = new Shell { Variables = { ["BATCHGEN_SERVER"] = "http://127.0.0.1:1" } };
        var directory = server.Settings()["Storage:DataDirectory"]!;
        var user = await Visitor.UserAsync(server, Role.Submitter);
        using var admin = await server.ProgramAsync(Role.Admin);
        var name = (await admin.AskAsync(HttpMethod.Get, $"/api/users/{user}")).GetProperty("name").GetString()!;

        var made = (await shell.RunAsync("keys", "create", "here", "--user", name, "--data-directory", directory, "--json")).Succeeded().Document;
        using var script = Visitor.WithKey(server, made.GetProperty("secret").GetString()!, Rights.Read);

        await script.AskAsync(HttpMethod.Get, "/api/batches");
        Assert.Equal(name, made.GetProperty("key").GetProperty("owner").GetString());
        (await shell.RunAsync("keys", "revoke", $"{made.GetProperty("key").GetProperty("id").GetInt64()}", "--data-directory", directory)).Succeeded();
        await script.RefusedAsync(HttpMethod.Get, "/api/batches", null, HttpStatusCode.Unauthorized, "invalid_api_key");
        (await shell.RunAsync("keys", "revoke", "404404", "--data-directory", directory)).Failed(ExitCodes.Unusable, "api_key_not_found");
        (await shell.RunAsync("keys", "create", "x", "--user", "nobody", "--data-directory", directory)).Failed(ExitCodes.Unusable, "user_not_found");
        (await shell.RunAsync("keys", "create", " ", "--data-directory", directory)).Failed(ExitCodes.Unusable, "value_out_of_range");
    }

    [Theory]
    [InlineData("keys", "create")]
    [InlineData("keys", "create", "x", "--scope", "everything")]
    [InlineData("keys", "create", "x", "--expires", "soon")]
    [InlineData("keys", "create", "x", "--expires", "2030-01-31T00:00:00")]
    [InlineData("keys", "list", "--server", "http://127.0.0.1:5080", "--data-directory", "x")]
    public async Task Keys_AreUnusable_WhenArgumentsAreWrong(params string[] command)
    {
        using var shell = new Shell();

        (await shell.RunAsync([.. command, "--json"])).Failed(ExitCodes.Unusable, "usage");
    }

    /// <summary>The real server on a data directory that somebody else made.</summary>
    private sealed class DirectoryServer(string directory) : RunningServer(FailToLoad, [new("Storage:DataDirectory", directory)]);
}
