using BatchGen.Engine;
using BatchGen.Testing;
using BatchGen.Web.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Benchmarks.WholeWay;

/// <summary>The product without its web server, over a scratch data directory.</summary>
internal sealed class Headless : IAsyncDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly HeadlessHost _host;

    private Headless(string modelPath)
    {
        ModelPath = modelPath;
        _host = new HeadlessHost(
            new RunSettings("", "", modelPath, EngineChoice.Standard, null, 0, false, _folder.File("data")),
            customize: null);
    }

    public string ModelPath { get; }

    public static async Task<Headless> StartAsync(string modelPath)
    {
        var headless = new Headless(modelPath);
        await headless._host.StartAsync(CancellationToken.None);
        return headless;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }
}
