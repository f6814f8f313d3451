using BatchGen.Engine.Client;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sampling;
using BatchGen.Testing;
using BatchGen.Testing.Models;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Engine.Tests;

/// <summary>A manager as a program gets it, over a small random model, with real engine processes.</summary>
public sealed class EngineFixture : IAsyncDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly ServiceProvider _services;

    public EngineFixture(Action<EngineOptions>? configure = null, Action<IServiceCollection>? customize = null)
    {
        ModelPath = RandomModel.PathOf(new RandomModelShape());
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddEngine(new ConfigurationBuilder().Build());
        services.Configure<EngineOptions>(options =>
        {
            options.Slots = 4;
            options.ContextLimitTokens = 512;
            options.KvType = KvType.F32;
            options.Threads = 1;
            options.StartTimeout = Patience.Ceiling;
            options.SocketDirectory = _folder.Path;
            configure?.Invoke(options);
        });
        customize?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public string ModelPath { get; }

    public string Folder => _folder.Path;

    public IServiceProvider Services => _services;

    public IEngineManager Manager => _services.GetRequiredService<IEngineManager>();

    public IEngine Engine => Manager.GetEngine(ModelPath);

    public static GenerationRequest Request(string id, int maxTokens = 8) =>
        new(id, new ChatPrompt([new ChatMessage("user", $"prompt number {id}")]), SamplingSettings.Greedy, maxTokens);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
