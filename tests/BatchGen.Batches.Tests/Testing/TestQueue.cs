using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Logging;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Testing;

/// <summary>
/// Hangfire for one host of several in this process. What Hangfire keeps once a process is that of whichever host came last: its
/// storage, what makes its jobs, and a log that fails every call once its host is gone. Each host has its own here, and no log.
/// </summary>
internal static class TestQueue
{
    public static void Add(IServiceCollection services, Func<JobStorage> open)
    {
        services.AddSingleton(_ => open());
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire(hangfire => hangfire.UseLogProvider(new SilentLog()));
    }

    private sealed class SilentLog : ILogProvider, ILog
    {
        public ILog GetLogger(string name) => this;

        public bool Log(LogLevel logLevel, Func<string>? messageFunc, Exception? exception) => false;
    }
}
