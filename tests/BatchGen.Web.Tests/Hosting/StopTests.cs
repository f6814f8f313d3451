using System.Net.WebSockets;
using BatchGen.Engine.Client;
using BatchGen.Testing;
using BatchGen.Web.Hosting;
using BatchGen.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace BatchGen.Web.Tests.Hosting;

/// <summary>A stop waits for work, never for somebody who only looks.</summary>
public sealed class StopTests
{
    private const string Key = "bgk_stopped-server-of-the-tests";

    [Fact]
    public async Task Stop_WaitsForNoPageAndNoStream_AlsoWhenAPageComesBackMeanwhile()
    {
        using var folder = new ScratchFolder();
        await using var server = new BatchGenApplication(
            new Dictionary<string, string?>
            {
                ["Urls"] = "http://127.0.0.1:0",
                ["Storage:DataDirectory"] = folder.Path,
                ["Auth:BootstrapApiKey"] = Key,
                // What a stop that waits for a page would take.
                ["Execution:StopGrace"] = "01:00:00",
            },
            services => services.AddSingleton<IEngineManager>(new FakeEngineManager()));
        using var returning = new ClientWebSocket();
        // Registered before SignalR's own, and so called after it has closed what it knows.
        using var stopping = server.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(
            () => TryOpen(returning, server.Address));
        await server.StartAsync();
        using var page = new ClientWebSocket();
        await OpenAsync(page, server.Address);
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        using var events = await client.GetAsync(new Uri("/api/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);

        await server.StopAsync().WaitAsync(Patience.Ceiling);

        Assert.NotEqual(WebSocketState.Open, returning.State);
    }

    private static Task OpenAsync(ClientWebSocket page, string address)
    {
        page.Options.SetRequestHeader("Authorization", $"Bearer {Key}");
        return page.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/_blazor" }.Uri, CancellationToken.None);
    }

    private static void TryOpen(ClientWebSocket page, string address)
    {
        try
        {
            OpenAsync(page, address).Wait(Patience.Ceiling);
        }
        catch (AggregateException refused) when (refused.InnerException is WebSocketException)
        {
            // As it should be.
        }
    }
}
