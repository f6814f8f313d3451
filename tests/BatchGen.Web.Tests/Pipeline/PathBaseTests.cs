using System.Net;
using System.Text.RegularExpressions;
using BatchGen.Batches.Data;
using BatchGen.Engine.Client;
using BatchGen.Testing;
using BatchGen.Web.Access;
using BatchGen.Web.Hosting;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Fakes;
using BatchGen.Web.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Pipeline;

/// <summary>Shown under a folder by a proxy that says so: nothing of an answer leads out of the folder.</summary>
public sealed partial class PathBaseTests(PathBaseTests.ProxiedServer server) : IClassFixture<PathBaseTests.ProxiedServer>
{
    private const string Folder = "/batchgen";

    [Theory]
    [InlineData("/batches", "/batchgen/account/sign-in?returnUrl=%2Fbatchgen%2Fbatches")]
    [InlineData("/batchgen/batches", "/batchgen/account/sign-in?returnUrl=%2Fbatchgen%2Fbatches")]
    [InlineData("/batchgen", "/batchgen/")]
    [InlineData("/batchgen?a=b", "/batchgen/?a=b")]
    [InlineData("/account/start?token=none", "/batchgen/account/sign-in?problem=link")]
    [InlineData("/language/zh-CN?back=/account/sign-in", "/batchgen/account/sign-in")]
    [InlineData("/language/zh-CN?back=//evil.test", "/batchgen/")]
    public async Task Redirects_StayInTheFolder(string path, string place)
    {
        using var stranger = Visitor.Nobody(server);

        using var answer = await AskAsync(stranger, path, Folder);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith(place, answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/batchgen", "/batchgen/")]
    [InlineData("/batchgen/", "/batchgen/")]
    [InlineData("/tools/batchgen", "/tools/batchgen/")]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("//evil.test", "/")]
    [InlineData("/a\"><script>", "/")]
    [InlineData("/../up/..%2f", "/")]
    public async Task Pages_CountTheirLinksFromTheFolder_ThatTheProxySays(string said, string expected)
    {
        using var stranger = Visitor.Nobody(server);

        using var answer = await AskAsync(stranger, "/account/sign-in", said);

        Assert.Contains($"<base href=\"{expected}\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/new")]
    [InlineData("/batches")]
    [InlineData("/schedules")]
    [InlineData("/templates")]
    [InlineData("/models")]
    [InlineData("/memory")]
    [InlineData("/admin")]
    [InlineData("/admin/users")]
    [InlineData("/admin/keys")]
    [InlineData("/admin/settings")]
    [InlineData("/account/keys")]
    [InlineData("/account/notices")]
    [InlineData("/account/password")]
    [InlineData("/not-there")]
    public async Task Pages_LeadNowhereOutsideTheFolder(string path)
    {
        using var admin = await Visitor.PersonAsync(server, Role.Admin);

        using var answer = await AskAsync(admin, path, Folder);

        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("<base href=\"/batchgen/\"", page, StringComparison.Ordinal);
        Assert.All(Absolute().Matches(page), link => Assert.Contains("\"/batchgen/", link.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Paths_AreFoundWithAndWithoutTheFolder_WhenItIsASetting()
    {
        await using var told = new ToldServer();
        await told.InitializeAsync();
        foreach (var path in (string[])["/v1/models", "/batchgen/v1/models", "/batchgen/account/sign-in", "/batchgen/app.css", "/batchgen/_framework/blazor.web.js"])
        {
            using var answer = await told.Client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode}");
        }

        using var page = await told.Client.GetAsync(new Uri("/account/sign-in", UriKind.Relative));
        Assert.Contains("<base href=\"/batchgen/\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", "127.0.0.1", "/batchgen/")]
    [InlineData("true", "203.0.113.9", "/")]
    [InlineData("false", "127.0.0.1", "/")]
    public async Task Folder_IsBelievedOnlyFromAnAnnouncedProxyThatIsTrusted(string behindProxy, string from, string expected)
    {
        using var folder = new ScratchFolder();
        await using var application = new BatchGenApplication(
            new Dictionary<string, string?>
            {
                ["Urls"] = "http://127.0.0.1:0",
                ["Storage:DataDirectory"] = folder.File("data"),
                ["Models:Default"] = folder.File("missing.gguf"),
                ["Auth:BehindProxy"] = behindProxy,
            },
            services => services.AddSingleton<IEngineManager>(new FakeEngineManager()).AddSingleton<IStartupFilter>(new FromElsewhere(IPAddress.Parse(from))));
        await application.StartAsync();
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-Prefix", Folder);

        var page = await client.GetStringAsync(new Uri($"{application.Address}/account/sign-in"));

        Assert.Contains($"<base href=\"{expected}\"", page, StringComparison.Ordinal);
        await application.StopAsync();
    }

    private static async Task<HttpResponseMessage> AskAsync(Visitor visitor, string path, string prefix)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (prefix.Length > 0)
            request.Headers.TryAddWithoutValidation("X-Forwarded-Prefix", prefix);
        return await visitor.Client.SendAsync(request);
    }

    [GeneratedRegex("(?:href|src|action)=\"/[^\"]*\"")]
    private static partial Regex Absolute();

    public sealed class ProxiedServer : RunningServer
    {
        public ProxiedServer()
            : base(FailToLoad, [new("Auth:BehindProxy", "true")])
        {
        }
    }

    /// <summary>Makes every request come from somewhere else, as over a network.</summary>
    private sealed class FromElsewhere(IPAddress address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
        {
            application.Use((http, following) =>
            {
                http.Connection.RemoteIpAddress = address;
                return following(http);
            });
            next(application);
        };
    }

    private sealed class ToldServer : RunningServer
    {
        public ToldServer()
            : base(FailToLoad, [new("PathBase", "batchgen/")])
        {
        }
    }
}
