using System.Net.Http.Headers;
using BatchGen.Engine.Client;
using BatchGen.Testing;
using BatchGen.Web.Hosting;
using BatchGen.Web.Models;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Benchmarks.Api;

/// <summary>The server as it ships on a free port, with the model that ships loaded.</summary>
internal sealed class ApiServer : IAsyncDisposable
{
    public const string ApiKey = "bgk_api-server-of-the-benchmarks";

    private readonly ScratchFolder _folder = new();
    private readonly BatchGenApplication _application;

    private ApiServer(IReadOnlyDictionary<string, string?> more, Action<IServiceCollection>? customize)
    {
        var settings = new Dictionary<string, string?>(more)
        {
            ["Auth:BootstrapApiKey"] = ApiKey,
            ["Urls"] = "http://127.0.0.1:0",
            ["Storage:DataDirectory"] = _folder.File("data"),
        };
        _application = new BatchGenApplication(settings, customize);
    }

    public Uri Address => new(_application.Address);

    public IServiceProvider Services => _application.Services;

    /// <summary>As the administrator; to be disposed.</summary>
    public HttpClient NewClient(HttpMessageHandler handler)
    {
        var http = new HttpClient(handler) { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        return http;
    }

    public static async Task<ApiServer> StartAsync(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? customize = null)
    {
        var server = new ApiServer(settings, customize);
        await server._application.StartAsync();
        var model = server._application.Services.GetRequiredService<ModelCatalog>().Default.Path;
        await server._application.Services.GetRequiredService<IEngineManager>().GetEngine(model).WaitUntilReadyAsync(CancellationToken.None);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        _folder.Dispose();
    }
}
