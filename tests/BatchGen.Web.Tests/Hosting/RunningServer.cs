using System.Net.Http.Headers;
using BatchGen.Engine.Client;
using BatchGen.Web.Hosting;
using BatchGen.Web.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Hosting;

/// <summary>The real server on a free port, without a model unless a kind of it brings one.</summary>
public class RunningServer : IAsyncLifetime, IAsyncDisposable
{
    /// <summary>An administrator's key, as automation brings one along.</summary>
    public const string ApiKey = "bgk_running-server-of-the-tests";

    private readonly string _folder = Directory.CreateTempSubdirectory("batchgen-app-").FullName;
    private readonly BatchGenApplication _application;

    public RunningServer()
        : this(FailToLoad)
    {
    }

    /// <param name="prepare">Runs on every engine that is asked for the first time.</param>
    /// <param name="more">Settings that win over the usual ones.</param>
    protected RunningServer(Action<FakeEngine> prepare, params IEnumerable<KeyValuePair<string, string?>> more)
        : this(prepare, _ => { }, more)
    {
    }

    /// <param name="replace">Services that stand for what is beyond this process.</param>
    protected RunningServer(Action<FakeEngine> prepare, Action<IServiceCollection> replace, params IEnumerable<KeyValuePair<string, string?>> more) =>
        _application = new BatchGenApplication(
            new Dictionary<string, string?>([.. Settings().Where(setting => !more.Any(other => other.Key == setting.Key)), .. more]), services =>
            {
                services.AddSingleton<IEngineManager>(new FakeEngineManager { Prepare = prepare });
                replace(services);
            });

    public HttpClient Client { get; } = new();

    public string Address => _application.Address;

    /// <summary>Path and query of the link that the first start prints.</summary>
    public Uri SignInLink => new(_application.SignInAddress);

    /// <summary>Nothing lies there unless somebody puts it.</summary>
    public string ModelPath => Path.Combine(_folder, "missing.gguf");

    public IServiceProvider Services => _application.Services;

    public Dictionary<string, string?> Settings() => new()
    {
        ["Urls"] = "http://127.0.0.1:0",
        ["Storage:DataDirectory"] = Path.Combine(_folder, "data"),
        ["Auth:BootstrapApiKey"] = ApiKey,
        ["Models:Default"] = ModelPath,
    };

    public async Task InitializeAsync()
    {
        await _application.StartAsync();
        Client.BaseAddress = new Uri(Address);
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.StopAsync();
        await _application.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    protected static void FailToLoad(FakeEngine engine) =>
        engine.LoadFailure = new EngineException("model_not_found", $"There is no model file at {engine.ModelPath}.");
}
