using BatchGen.Batches.Data;
using BatchGen.Engine.Setup;
using BatchGen.Web.Hosting;
using BatchGen.Web.Queue;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.CommandLine;

/// <summary>Storage, submission, queue and engine of one run: everything the server has but the server.</summary>
internal sealed class HeadlessHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly string? _privateFolder;

    public HeadlessHost(RunSettings settings, Action<IServiceCollection>? customize)
    {
        if (settings.DataDirectory is null)
            _privateFolder = Path.Combine(Path.GetTempPath(), $"batchgen-run-{Guid.NewGuid():N}");

        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = HostArguments.All, ContentRootPath = ContentRoot.Find() });
        builder.Configuration.AddInMemoryCollection(Overrides(settings, Calibration(builder.Configuration)));
        builder.Configuration.AddBrowserSettings();
        builder.Services.AddBatchGen(builder.Configuration);
        builder.Services.AddSingleton<IHostLifetime, HeadlessLifetime>();
        customize?.Invoke(builder.Services);
        _host = builder.Build();
    }

    public IServiceProvider Services => _host.Services;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Services.GetRequiredService<DataDirectoryHold>().Take();
        await Services.GetRequiredService<DatabaseStartup>().MigrateAsync(Services.OpenQueue, cancellationToken);
        await _host.StartAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _host.StopAsync(CancellationToken.None);
        }
        finally
        {
            await ((IAsyncDisposable)_host).DisposeAsync();
            DeletePrivateFolder();
        }
    }

    /// <summary>The server's own file, where there is a server's directory; null is the run's.</summary>
    private static string? Calibration(ConfigurationManager configuration)
    {
        var server = new DataDirectory(Options.Create(configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions()));
        return Directory.Exists(server.Root) ? server.CalibrationFile : null;
    }

    private void DeletePrivateFolder()
    {
        if (_privateFolder is null || !Directory.Exists(_privateFolder))
            return;
        // Pooled connections hold the file open, and Windows deletes no open file.
        SqliteConnection.ClearAllPools();
        Directory.Delete(_privateFolder, recursive: true);
    }

    /// <summary>A run is its own: database and queue never those of a server, whatever appsettings.json says.</summary>
    private Dictionary<string, string?> Overrides(RunSettings settings, string? calibration)
    {
        var overrides = new Dictionary<string, string?>
        {
            ["Storage:Provider"] = nameof(StorageProvider.Sqlite),
            ["Storage:ConnectionString"] = null,
            ["Storage:DataDirectory"] = settings.DataDirectory ?? _privateFolder,
            // What a server measured of a model holds here too, and the other way round.
            ["Engine:CalibrationFile"] = calibration,
            ["Queue:Storage"] = nameof(Queue.QueueStorage.InMemory),
            // Whoever starts a run waits for it.
            ["Nights:Hours"] = "",
            // Whoever stops a run does not wait for what it was doing.
            ["Execution:StopGrace"] = "00:00:00",
        };
        if (settings.ModelPath is not null)
            overrides["Models:Default"] = settings.ModelPath;
        return overrides;
    }
}

/// <summary>
/// Leaves signals to <see cref="Interruption"/>: the console lifetime would stop queue and engine on Ctrl-C, before the
/// run could cancel its batch and write what is done.
/// </summary>
internal sealed class HeadlessLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
