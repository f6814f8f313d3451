using System.Net;
using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Web.Access;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Api;

/// <summary>Keys over the product's own API: shown once, never more than the key that made them, revoked at once.</summary>
public sealed class KeysApiTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    private static readonly DateTimeOffset End = new(2999, 1, 31, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Key_WorksFromItsMakingToItsRevocation_AndItsSecretIsToldOnce()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);

        var made = await mine.AskAsync(HttpMethod.Post, "/api/keys", new { name = "script", scopes = new[] { "read" } });
        var id = made.GetProperty("key").GetProperty("id").GetInt64();
        using var script = Visitor.WithKey(server, made.GetProperty("secret").GetString()!, Rights.Read);

        var listed = await script.AskAsync(HttpMethod.Get, "/api/keys");
        Assert.Equal(["script", "test"], listed.EnumerateArray().Select(key => key.GetProperty("name").GetString()!));
        Assert.DoesNotContain(made.GetProperty("secret").GetString()!, listed.GetRawText(), StringComparison.Ordinal);
        Assert.NotNull((await mine.AskAsync(HttpMethod.Delete, $"/api/keys/{id}")).GetProperty("revoked_at").GetString());
        await script.RefusedAsync(HttpMethod.Get, "/api/keys", null, HttpStatusCode.Unauthorized, "invalid_api_key");
    }

    [Fact]
    public async Task Keys_AreEverybodys_ForAdministratorsOnly()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var admin = await server.ProgramAsync(Role.Admin);
        var id = (await mine.AskAsync(HttpMethod.Get, "/api/keys"))[0].GetProperty("id").GetInt64();
        using var theirs = await server.ProgramAsync(Role.Operator);

        Assert.DoesNotContain(Ids(await theirs.AskAsync(HttpMethod.Get, "/api/keys")), other => other == id);
        await theirs.RefusedAsync(HttpMethod.Delete, $"/api/keys/{id}", null, HttpStatusCode.NotFound, "api_key_not_found");
        Assert.Contains(Ids(await admin.AskAsync(HttpMethod.Get, "/api/keys")), other => other == id);
        await admin.AskAsync(HttpMethod.Delete, $"/api/keys/{id}");
        await mine.RefusedAsync(HttpMethod.Get, "/api/keys", null, HttpStatusCode.Unauthorized, "invalid_api_key");
    }

    /// <summary>The caller's key: read and submit, up to <see cref="End"/>, ten items, a thousand tokens.</summary>
    [Theory]
    [InlineData("""{"name":"n","scopes":["administer"]}""", HttpStatusCode.Forbidden, "insufficient_rights")]
    [InlineData("""{"name":"n","scopes":["read","operate"]}""", HttpStatusCode.Forbidden, "insufficient_rights")]
    [InlineData("""{"name":"n","scopes":["read"],"expires_at":"2999-02-01T00:00:00Z"}""", HttpStatusCode.BadRequest, "key_beyond_own")]
    [InlineData("""{"name":"n","scopes":["read"],"max_queued_items":11}""", HttpStatusCode.BadRequest, "key_beyond_own")]
    [InlineData("""{"name":"n","scopes":["read"],"max_tokens_per_day":1001}""", HttpStatusCode.BadRequest, "key_beyond_own")]
    [InlineData("""{"name":"n","scopes":["read"],"expires_at":"2001-01-01T00:00:00Z"}""", HttpStatusCode.BadRequest, "value_out_of_range")]
    [InlineData("""{"name":"n","scopes":["read"],"max_queued_items":0}""", HttpStatusCode.BadRequest, "value_out_of_range")]
    [InlineData("""{"name":"n","scopes":["everything"]}""", HttpStatusCode.BadRequest, "value_out_of_range")]
    [InlineData("""{"name":"n","scopes":"read"}""", HttpStatusCode.BadRequest, "invalid_type")]
    [InlineData("""{"name":"n","scopes":[]}""", HttpStatusCode.BadRequest, "missing_field")]
    [InlineData("""{"name":" ","scopes":["read"]}""", HttpStatusCode.BadRequest, "value_out_of_range")]
    [InlineData("""{"scopes":["read"]}""", HttpStatusCode.BadRequest, "missing_field")]
    public async Task Post_IsRefused_WhenTheKeyWouldGoBeyondTheOneThatMakesIt(string body, HttpStatusCode status, string code)
    {
        using var narrow = await NarrowAsync(await Visitor.UserAsync(server, Role.Admin));
        using var content = new StringContent(body);

        await narrow.RefusedAsync(HttpMethod.Post, "/api/keys", content, status, code);
    }

    [Fact]
    public async Task Post_TakesTheBoundsOfTheKeyThatMakesIt_WhenNoneAreGiven()
    {
        using var narrow = await NarrowAsync(await Visitor.UserAsync(server, Role.Admin));

        var key = (await narrow.AskAsync(HttpMethod.Post, "/api/keys", new { name = "n", scopes = new[] { "read" } })).GetProperty("key");

        Assert.Equal((10, 1000, End), (key.GetProperty("max_queued_items").GetInt32(), key.GetProperty("max_tokens_per_day").GetInt32(), key.GetProperty("expires_at").GetDateTimeOffset()));
    }

    [Fact]
    public async Task Delete_IsForbidden_WhenOnesOtherKeyMayMore()
    {
        var user = await Visitor.UserAsync(server, Role.Admin);
        using var wide = await server.ProgramOfAsync(user, Role.Admin);
        using var narrow = await NarrowAsync(user);
        var id = Ids(await narrow.AskAsync(HttpMethod.Get, "/api/keys")).Min();

        await narrow.RefusedAsync(HttpMethod.Delete, $"/api/keys/{id}", null, HttpStatusCode.Forbidden, "insufficient_rights");

        await wide.AskAsync(HttpMethod.Get, "/api/keys");
    }

    private async Task<Visitor> NarrowAsync(long user)
    {
        const Rights Scopes = Rights.Read | Rights.Submit;
        var key = await server.Services.GetRequiredService<ApiKeys>().IssueAsync(
            user, new NewApiKey("narrow", Scopes, End, 10, 1000), "test", CancellationToken.None);
        return Visitor.WithKey(server, key.Secret, Scopes);
    }

    private static IEnumerable<long> Ids(JsonElement keys) => keys.EnumerateArray().Select(key => key.GetProperty("id").GetInt64());
}
