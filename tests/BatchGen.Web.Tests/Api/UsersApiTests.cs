using System.Net;
using BatchGen.Batches.Data;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;

namespace BatchGen.Web.Tests.Api;

/// <summary>Users over the product's own API: made, given a role and a quota, kept out, sent a link, by administrators only.</summary>
public sealed class UsersApiTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Fact]
    public async Task User_IsMadeWithALink_ThatOpensOnce()
    {
        using var admin = await server.ProgramAsync(Role.Admin);
        var name = NewName();

        var made = await admin.AskAsync(HttpMethod.Post, "/api/users", new { name, role = "operator" });

        Assert.Equal((name, "operator", false), (made.GetProperty("user").GetProperty("name").GetString(), made.GetProperty("user").GetProperty("role").GetString(), made.GetProperty("user").GetProperty("has_password").GetBoolean()));
        using var nobody = Visitor.Nobody(server);
        using var welcome = await nobody.Client.GetAsync(new Uri(made.GetProperty("link").GetString()!));
        Assert.Equal(HttpStatusCode.OK, welcome.StatusCode);
        Assert.Contains(name, await welcome.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_IsChanged_AsThePageChangesThem()
    {
        using var admin = await server.ProgramAsync(Role.Admin);
        var id = (await admin.AskAsync(HttpMethod.Post, "/api/users", new { name = NewName() })).GetProperty("user").GetProperty("id").GetInt64();

        Assert.Equal("viewer", (await admin.AskAsync(HttpMethod.Put, $"/api/users/{id}/role", new { role = "viewer" })).GetProperty("role").GetString());
        Assert.Equal(64, (await admin.AskAsync(HttpMethod.Put, $"/api/users/{id}/quota", new { max_queued_items = 64.0, max_tokens_per_day = (long?)null })).GetProperty("max_queued_items").GetInt32());
        Assert.True((await admin.AskAsync(HttpMethod.Post, $"/api/users/{id}/disable")).GetProperty("is_disabled").GetBoolean());
        await admin.RefusedAsync(HttpMethod.Post, $"/api/users/{id}/sign-in-link", null, HttpStatusCode.BadRequest, "user_disabled");
        Assert.False((await admin.AskAsync(HttpMethod.Post, $"/api/users/{id}/enable")).GetProperty("is_disabled").GetBoolean());
        Assert.NotEqual(
            (await admin.AskAsync(HttpMethod.Post, $"/api/users/{id}/sign-in-link")).GetProperty("link").GetString(),
            (await admin.AskAsync(HttpMethod.Post, $"/api/users/{id}/sign-in-link")).GetProperty("link").GetString());
        Assert.Contains((await admin.AskAsync(HttpMethod.Get, "/api/users")).EnumerateArray(), user => user.GetProperty("id").GetInt64() == id);
        var audit = await admin.AskAsync(HttpMethod.Get, "/api/audit?limit=100");
        Assert.Contains(audit.EnumerateArray(), entry => entry.GetProperty("to").GetString() == "one-time link");
    }

    [Theory]
    [InlineData("POST", "", """{"name":""}""", HttpStatusCode.BadRequest, "user_name_invalid")]
    [InlineData("POST", "", """{"name":"a b"}""", HttpStatusCode.BadRequest, "user_name_invalid")]
    [InlineData("POST", "", """{"name":"admin"}""", HttpStatusCode.BadRequest, "user_name_taken")]
    [InlineData("POST", "", """{"role":"viewer"}""", HttpStatusCode.BadRequest, "missing_field")]
    [InlineData("POST", "", """{"name":"ada","role":"king"}""", HttpStatusCode.BadRequest, "value_out_of_range")]
    [InlineData("POST", "", """{"name":"ada","admin":true}""", HttpStatusCode.BadRequest, "unknown_field")]
    [InlineData("PUT", "/404404/role", """{"role":"viewer"}""", HttpStatusCode.NotFound, "user_not_found")]
    [InlineData("PUT", "/404404/quota", """{"max_queued_items":1}""", HttpStatusCode.BadRequest, "missing_field")]
    [InlineData("POST", "/404404/disable", "", HttpStatusCode.NotFound, "user_not_found")]
    [InlineData("GET", "/404404", "", HttpStatusCode.NotFound, "user_not_found")]
    public async Task Request_IsRefusedInASentence_WhenItCannotBe(string method, string path, string body, HttpStatusCode status, string code)
    {
        using var admin = await server.ProgramAsync(Role.Admin);
        using var content = body.Length > 0 ? new StringContent(body) : null;

        await admin.RefusedAsync(new HttpMethod(method), $"/api/users{path}", content, status, code);
    }

    private static string NewName() => $"user-{Guid.NewGuid():N}";
}
