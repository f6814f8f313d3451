using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;
using BatchGen.Testing;
using BatchGen.Testing.Models;
using BatchGen.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.EndToEnd;

/// <summary>
/// The real server with real engine processes over a small random model. Only the machine is made up, so that a limit
/// means the same wherever the test runs.
/// </summary>
public sealed class LiveServer : IAsyncDisposable, IDeviceSurvey
{
    private const long MachineBytes = 64L << 30;

    private readonly string _folder = Directory.CreateTempSubdirectory("batchgen-live-").FullName;
    private readonly BatchGenApplication _application;

    /// <param name="settings">Beside its own.</param>
    public LiveServer(params IEnumerable<(string Key, string Value)> settings)
    {
        ModelPath = Path.Combine(_folder, "small.gguf");
        File.Copy(RandomModel.PathOf(new RandomModelShape(Layers: 4)), ModelPath);
        var all = new Dictionary<string, string?>(Patience.Settings)
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["Storage:DataDirectory"] = Path.Combine(_folder, "data"),
            ["Models:Default"] = ModelPath,
            ["Models:Directory"] = _folder,
            ["Planning:ReserveBytes"] = "0",
            ["Engine:Slots"] = "16",
            ["Engine:ContextLimitTokens"] = "8192",
            ["Engine:DefaultMaxTokens"] = "160",
            ["Engine:Threads"] = "1",
            ["Engine:DrainTimeout"] = "00:00:05",
        };
        foreach (var (key, value) in settings)
            all[key] = value;
        _application = new BatchGenApplication(all, services => services.AddSingleton<IDeviceSurvey>(this));
    }

    public string ModelPath { get; }

    public IServiceProvider Services => _application.Services;

    public string Address => _application.Address;

    public async Task StartAsync()
    {
        await _application.StartAsync();
        SignInLinks.Keep(_application);
    }

    public Task<IReadOnlyList<DeviceMemory>> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeviceMemory>>([new DeviceMemory("CPU", "a machine", DeviceKind.Cpu, MachineBytes, MachineBytes)]);

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
