using Hangfire.Logging;
using HangfireLevel = Hangfire.Logging.LogLevel;
using Level = Microsoft.Extensions.Logging.LogLevel;

namespace BatchGen.Web.Queue;

/// <summary>
/// Hangfire keeps one log provider for the whole process. Its own asks the logger factory of the application that came
/// last, and enqueueing fails once that one is gone, as between tests; this one then stays silent.
/// </summary>
internal sealed class HangfireLogProvider(ILoggerFactory factory) : ILogProvider
{
    public ILog GetLogger(string name)
    {
        try
        {
            return new Log(factory.CreateLogger(name));
        }
        catch (ObjectDisposedException)
        {
            return new Log(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        }
    }

    private sealed class Log(ILogger logger) : ILog
    {
        bool ILog.Log(HangfireLevel logLevel, Func<string>? messageFunc, Exception? exception)
        {
            var level = LevelOf(logLevel);
            if (messageFunc is null)
                return logger.IsEnabled(level);
            if (logger.IsEnabled(level))
                logger.Log(level, exception, "{Message}", messageFunc());
            return true;
        }

        private static Level LevelOf(HangfireLevel level) => level switch
        {
            HangfireLevel.Trace => Level.Trace,
            HangfireLevel.Debug => Level.Debug,
            HangfireLevel.Info => Level.Information,
            HangfireLevel.Warn => Level.Warning,
            HangfireLevel.Error => Level.Error,
            _ => Level.Critical,
        };
    }
}
