using System.Net.Http.Headers;
using BatchGen.Testing;

namespace BatchGen.EndToEnd.OpenAi;

/// <summary>One real server with the model that ships, for all tests of a class.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    public const string Model = "batchgen-demo";

    /// <summary>An administrator's, as automation brings one along.</summary>
    public const string ApiKey = "bgk_demo-server-of-the-tests";

    private static readonly string ModelPath = Path.Combine(SourceTree.Root, "models", $"{Model}.gguf");

    public RealServer Server { get; } = new(ModelPath, new Dictionary<string, string?>
    {
        ["Auth:BootstrapApiKey"] = ApiKey,
        // The tests listen for calls on this machine.
        ["Webhooks:AllowPrivateAddresses"] = "true",
    });

    public Uri BaseAddress => new(Server.Address + "/v1");

    /// <summary>Sends the key with every request; to be disposed.</summary>
    public static HttpClient NewClient()
    {
        var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        return http;
    }

    public Task InitializeAsync() => Server.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
