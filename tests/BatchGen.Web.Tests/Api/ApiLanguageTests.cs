using BatchGen.Batches.Data;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;
using Microsoft.AspNetCore.Localization;

namespace BatchGen.Web.Tests.Api;

/// <summary>Programs get the same bytes whatever language the browser they borrow speaks; webhooks are sent by no request.</summary>
public sealed class ApiLanguageTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Theory]
    [InlineData("GET", "/api/models", null)]
    [InlineData("GET", "/api/schedules/404404", null)]
    [InlineData("GET", "/api/batches?limit=999999", null)]
    [InlineData("PUT", "/api/limits/CPU", """{"limit":"1234567.5 GiB"}""")]
    [InlineData("POST", "/api/schedules", """{"name":"n","template_id":404404,"cron":"0 3 * * *"}""")]
    [InlineData("POST", "/api/keys", """{"name":"n","scopes":["read"],"expires_at":"31.1.2999"}""")]
    [InlineData("POST", "/api/batches/dry-run", "{broken")]
    [InlineData("GET", "/api/nothing", null)]
    [InlineData("GET", "/v1/files?limit=999999", null)]
    [InlineData("POST", "/v1/chat/completions", """{"messages":[],"max_tokens":1234567.5}""")]
    public async Task Answer_IsTheSame_WhateverLanguageIsAskedFor(string method, string path, string? body)
    {
        using var program = await server.ProgramAsync(Role.Admin);

        var plain = await AskAsync(program, method, path, body);
        program.Client.DefaultRequestHeaders.Add("Accept-Language", "zh-CN,zh;q=0.9");
        program.Client.DefaultRequestHeaders.Add("Cookie", $"{CookieRequestCultureProvider.DefaultCookieName}={Uri.EscapeDataString(CookieRequestCultureProvider.MakeCookieValue(new RequestCulture("zh-CN")))}");
        var chinese = await AskAsync(program, method, path, body);

        Assert.Equal(plain, chinese);
        Assert.DoesNotContain(chinese, letter => letter is >= '\u4e00' and <= '\u9fff');
    }

    private static async Task<string> AskAsync(Visitor program, string method, string path, string? body)
    {
        using var answer = await program.SendAsync(new HttpMethod(method), path, body is null ? null : new StringContent(body));
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }
}
