using BatchGen.Engine.Client;
using BatchGen.Web.Hosting;
using BatchGen.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.EndToEnd;

/// <summary>The real server on a free port with a data directory of its own; only the engine is scripted.</summary>
public sealed class TestServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("batchgen-e2e-").FullName;
    private readonly BatchGenApplication _application;

    /// <param name="prepare">Runs on every engine that is asked for the first time.</param>
    /// <param name="modelName">The model file's name.</param>
    /// <param name="replace">What else of the server is made up.</param>
    /// <param name="pathBase">The folder under which it is shown.</param>
    /// <param name="more">Further settings.</param>
    public TestServer(
        Action<FakeEngine>? prepare = null,
        string modelName = "codegeex4-all-9b-q4_k_m.gguf",
        Action<IServiceCollection>? replace = null,
        string? pathBase = null,
        IEnumerable<KeyValuePair<string, string?>>? more = null)
    {
        ModelPath = Path.Combine(_folder, modelName);
        File.WriteAllText(ModelPath, "scripted");
        Engines.Prepare = prepare ?? (_ => { });
        _application = new BatchGenApplication(
            new Dictionary<string, string?>(more ?? [])
            {
                ["Urls"] = "http://127.0.0.1:0",
                ["Storage:DataDirectory"] = Path.Combine(_folder, "data"),
                ["Models:Default"] = ModelPath,
                ["Models:Directory"] = _folder,
                ["PathBase"] = pathBase,
            },
            services =>
            {
                services.AddSingleton<IEngineManager>(Engines);
                replace?.Invoke(services);
            });
    }

    public FakeEngineManager Engines { get; } = new();

    public string ModelPath { get; }

    public IServiceProvider Services => _application.Services;

    public string Address => _application.Address;

    public async Task StartAsync()
    {
        await MigratedDatabase.CopyToAsync(Path.Combine(_folder, "data"));
        await _application.StartAsync();
        SignInLinks.Keep(_application);
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
