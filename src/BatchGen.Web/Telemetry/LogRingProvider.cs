using BatchGen.Batches.Data;
using BatchGen.Batches.Tracing;

namespace BatchGen.Web.Telemetry;

/// <summary>Writes to <see cref="LogRing"/> what Logging:Viewer:LogLevel lets through.</summary>
[ProviderAlias("Viewer")]
internal sealed class LogRingProvider(LogRing ring, MachineClock clock) : ILoggerProvider, ISupportExternalScope
{
    /// <summary>A stack of a few calls is enough to find the place, and a thousand of them must not fill the memory.</summary>
    private const int MostCharacters = 4_000;

    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public ILogger CreateLogger(string categoryName) => new RingLogger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
        // The ring goes with the program.
    }

    private void Add(string category, LogLevel level, string text, Exception? exception)
    {
        var ids = new FoundIds();
        _scopes.ForEachScope(Find, ids);
        var detail = exception is null ? null : Cut(Redaction.Of(exception.ToString()));
        ring.Add(new LogLine(0, clock.Time.GetUtcNow(), level, category, Cut(Redaction.Of(text)), detail, ids.BatchId, ids.Item));
    }

    private static string Cut(string text) => text.Length <= MostCharacters ? text : text[..MostCharacters] + " …";

    private static void Find(object? scope, FoundIds found)
    {
        if (scope is not LogIds ids)
            return;
        foreach (var (key, value) in ids)
        {
            if (key == LogIds.BatchKey)
                found.BatchId = value as string;
            else if (key == LogIds.ItemKey)
                found.Item = value as int?;
        }
    }

    private sealed class FoundIds
    {
        public string? BatchId { get; set; }

        public int? Item { get; set; }
    }

    private sealed class RingLogger(LogRingProvider owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => owner._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => logLevel is not LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            owner.Add(category, logLevel, formatter(state, exception), exception);
    }
}
