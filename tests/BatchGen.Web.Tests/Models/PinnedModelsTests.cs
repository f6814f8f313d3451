using BatchGen.Engine.Setup;
using BatchGen.Web.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Tests.Models;

public sealed class PinnedModelsTests : PageTestBase
{
    [Theory]
    [InlineData("some-model", 0)]
    [InlineData("some-modle", 1)]
    public async Task Start_WarnsOfANameThatNoModelHas(string name, int warnings)
    {
        var log = new HeardLog();
        using var pinned = new PinnedModels(
            Options.Create(new EngineOptions { ModelGpus = new Dictionary<string, int> { [name] = 0 } }), Services.GetRequiredService<ModelCatalog>(), log);

        await pinned.StartAsync(CancellationToken.None);
        await (pinned.ExecuteTask ?? Task.CompletedTask);

        Assert.Equal(warnings, log.Lines.Count);
        Assert.All(log.Lines, line => Assert.Contains("names 'some-modle'", line, StringComparison.Ordinal));
    }

    private sealed class HeardLog : ILogger<PinnedModels>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
