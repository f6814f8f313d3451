using BatchGen.Engine;
using BatchGen.Engine.Setup;
using BatchGen.Testing;
using BatchGen.Web.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace BatchGen.Benchmarks.WholeWay;

/// <summary>The product without its web server, over a scratch data directory.</summary>
internal sealed class Headless : IAsyncDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly HeadlessHost _host;

    private Headless(string modelPath, EngineOptions engine)
    {
        ModelPath = modelPath;
        _host = new HeadlessHost(
            new RunSettings("", "", modelPath, EngineChoice.Standard, null, 0, false, _folder.File("data")),
            services => services.AddSingleton(Options.Create(engine)));
    }

    public string ModelPath { get; }

    public static Task<Headless> StartAsync(string modelPath) => StartAsync(modelPath, new EngineOptions());

    public static async Task<Headless> StartAsync(string modelPath, EngineOptions engine)
    {
        var headless = new Headless(modelPath, engine);
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
