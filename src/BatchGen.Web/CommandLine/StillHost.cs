using BatchGen.Engine.Setup;
using BatchGen.Web.Hosting;

namespace BatchGen.Web.CommandLine;

/// <summary>The services of a server that is not started: no database is created, and no queue runs.</summary>
internal sealed class StillHost : IAsyncDisposable
{
    private readonly IHost _host;

    public StillHost(Action<IServiceCollection>? customize, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = HostArguments.All, ContentRootPath = ContentRoot.Find() });
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.Configuration.AddBrowserSettings();
        builder.Services.AddBatchGen(builder.Configuration);
        customize?.Invoke(builder.Services);
        _host = builder.Build();
    }

    public T GetRequiredService<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => ((IAsyncDisposable)_host).DisposeAsync();
}
