using System.Collections.Concurrent;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Batches.Tracing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BatchGen.Batches.Tests.Tracing;

public sealed class LogIdsTests
{
    [Fact]
    public async Task Line_CarriesBatchAndShard_WhenItIsLoggedInAShardsRun()
    {
        await using var house = await BatchHouse.CreateAsync();
        using var log = new ScopedLog();
        var factory = house.Services.GetRequiredService<ILoggerFactory>();
        factory.AddProvider(log);
        var deepInside = factory.CreateLogger("engine");
        house.Engine.Behaviour = (prompt, _) =>
        {
            deepInside.LogWarning("Something about {Prompt}.", prompt);
            return Task.FromResult(GenerationOutcome.Answer("fine"));
        };
        var id = await house.SubmitPromptsAsync("one");

        await house.RunJobsAsync();

        var line = Assert.Single(log.Lines, line => line.Text == "Something about one.");
        Assert.Equal(id, line.Ids[LogIds.BatchKey]);
        await using var db = await house.OpenAsync();
        Assert.Equal(db.Shards.Single().Id, line.Ids[LogIds.ShardKey]);
        Assert.Contains(
            log.Lines, line => line.Text.StartsWith($"Batch {id} was accepted", StringComparison.Ordinal) && (string?)line.Ids[LogIds.BatchKey] == id);
        Assert.Contains(
            log.Lines, line => line.Text.StartsWith($"Batch {id} ended as Completed", StringComparison.Ordinal) && (string?)line.Ids[LogIds.BatchKey] == id);
    }

    private sealed record Line(string Text, IReadOnlyDictionary<string, object?> Ids);

    private sealed class ScopedLog : ILoggerProvider, ISupportExternalScope, ILogger
    {
        private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

        public ConcurrentQueue<Line> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => _scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var ids = new Dictionary<string, object?>();
            _scopes.ForEachScope(
                (scope, found) =>
                {
                    foreach (var (key, value) in scope as IEnumerable<KeyValuePair<string, object?>> ?? [])
                        found[key] = value;
                },
                ids);
            Lines.Enqueue(new Line(formatter(state, exception), ids));
        }

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
