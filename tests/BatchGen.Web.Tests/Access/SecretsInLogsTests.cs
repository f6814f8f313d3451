using System.Net.Http.Headers;
using BatchGen.Engine.Client;
using BatchGen.Web.Hosting;
using BatchGen.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BatchGen.Web.Tests.Access;

/// <summary>A key and a password on requests that fail, with the log as talkative as it can be.</summary>
public sealed class SecretsInLogsTests : IDisposable
{
    private const string Key = "bgk_sesame-open-nothing-today";
    private const string Password = "velvet-rhubarb-harbour";

    private readonly string _folder = Directory.CreateTempSubdirectory("batchgen-secrets-").FullName;
    private readonly CapturedLog _log = new();

    public void Dispose()
    {
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Secrets_AreInNoLogAndNoAnswer_WhenRequestsFail()
    {
        await using var application = new BatchGenApplication(
            new Dictionary<string, string?>
            {
                ["Urls"] = "http://127.0.0.1:0",
                ["Logging:LogLevel:Default"] = "Trace",
                ["Logging:Console:LogLevel:Default"] = "None",
                ["Storage:DataDirectory"] = Path.Combine(_folder, "data"),
                ["Auth:AdminPassword"] = Password,
                ["Auth:BootstrapApiKey"] = Key,
                ["Models:Default"] = Path.Combine(_folder, "missing.gguf"),
            },
            services => services.AddSingleton<IEngineManager>(new FakeEngineManager()).AddSingleton<ILoggerProvider>(_log));
        await application.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(application.Address) };

        var answers = new List<string>
        {
            await AskAsync(client, HttpMethod.Get, "/api/memory/plan?model=nothing", Key, null),
            await AskAsync(client, HttpMethod.Get, "/api/memory/plan", Key + "-wrong", null),
            await AskAsync(
                client,
                HttpMethod.Post,
                "/account/sign-in",
                null,
                new() { ["_handler"] = "sign-in", ["Form.UserName"] = "admin", ["Form.Password"] = Password }),
            await AskAsync(client, HttpMethod.Post, "/api/memory/plan", Key, new() { ["password"] = Password }),
        };
        await application.StopAsync();

        Assert.NotEmpty(_log.Lines);
        Assert.All(_log.Lines.Concat(answers), text =>
        {
            Assert.DoesNotContain(Key, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Password, text, StringComparison.Ordinal);
        });
    }

    private static async Task<string> AskAsync(HttpClient client, HttpMethod method, string path, string? key, Dictionary<string, string>? form)
    {
        using var request = new HttpRequestMessage(method, path);
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (form is not null)
            request.Content = new FormUrlEncodedContent(form);
        using var answer = await client.SendAsync(request);
        Assert.False(answer.IsSuccessStatusCode, $"{path} was to fail.");
        return await answer.Content.ReadAsStringAsync();
    }
}
