using BatchGen.Batches.Data;
using BatchGen.Batches.Gauges;
using BatchGen.Engine.Setup;
using BatchGen.Web.Access;
using BatchGen.Web.Api;
using BatchGen.Web.Downloads;
using BatchGen.Web.Health;
using BatchGen.Web.Live;
using BatchGen.Web.Localization;
using BatchGen.Web.Models;
using BatchGen.Web.OpenAi;
using BatchGen.Web.Pipeline;
using BatchGen.Web.Queue;
using BatchGen.Web.Telemetry;
using Hangfire;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration.Memory;

namespace BatchGen.Web.Hosting;

/// <summary>
/// The whole server as an object: tests construct the real one, on a free port, with the few services they replace.
/// </summary>
public sealed class BatchGenApplication : IAsyncDisposable
{
    /// <summary>
    /// Loopback: nobody else reaches it unless an admin says so. Here and not in appsettings.json, because there it would
    /// win over ASPNETCORE_URLS.
    /// </summary>
    private static readonly Dictionary<string, string?> Defaults = new() { ["Urls"] = "http://127.0.0.1:5080" };

    private readonly WebApplication _web;
    private readonly StartupLogs _logs;
    private readonly StartupCheck _check;
    private string? _signInPath;

    /// <param name="settings">Keys that win over appsettings.json and the environment, e.g. "Storage:DataDirectory".</param>
    /// <param name="customize">Runs after every service is registered and before the application is built.</param>
    public BatchGenApplication(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? customize = null)
    {
        var builder = CreateBuilder(settings);
        _check = new StartupCheck(builder.Configuration, BuildJudge);
        _check.RequireKinds();
        _logs = new StartupLogs(builder.Logging);
        AddServices(builder);
        // Each does nothing unless it is that which started this process: they say when it is ready, and hear when it is to stop.
        builder.Services.AddSystemd();
        builder.Services.AddWindowsService(service => service.ServiceName = "BatchGen");
        customize?.Invoke(builder.Services);
        _web = builder.Build();
        _check.RequireValues(_web.Services);
        if (NodeRoles.Of(builder.Configuration).ServesPages())
            Map(_web);
        else
            MapHealth(_web);
    }

    public IServiceProvider Services => _web.Services;

    /// <summary>The first address it listens on; known once started.</summary>
    public string Address =>
        Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
        ?? throw new InvalidOperationException("The server has not been started.");

    /// <summary>What to open: while there is no password, a link that signs the administrator in once. Known once started.</summary>
    public string SignInAddress => Address + _signInPath;

    /// <summary>Creates the data directory and the database where needed, then listens. Models load afterwards.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        _check.WarnOfUnknown(Services.GetRequiredService<ILogger<StartupCheck>>());
        Services.GetRequiredService<DataDirectoryHold>().Take();
        await Services.GetRequiredService<DatabaseStartup>().MigrateAsync(Services.OpenQueue, cancellationToken);
        // Nobody signs in to a worker, and its health is nothing to protect.
        if (Services.GetRequiredService<NodeIdentity>().ServesPages)
        {
            _signInPath = await Services.GetRequiredService<FirstStart>().PrepareAsync(cancellationToken);
            await Services.GetRequiredService<Exposure>().RequireSafeAsync(ListeningAddresses.Of(_web.Configuration), cancellationToken);
        }

        // It listens to the engines from the start, so that the first dashboard has a history to show.
        Services.GetRequiredService<Throughput>();
        Services.GetRequiredService<GaugeBoard>();
        Services.GetRequiredService<StorageGauges>();
        await _web.StartAsync(cancellationToken);
        _logs.Listening();
    }

    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => _web.WaitForShutdownAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken = default) => _web.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    /// <summary>The same services with the same settings for who only looks: nothing is mapped, opened, started or logged.</summary>
    internal static WebApplication BuildStill(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? customize)
    {
        var builder = CreateBuilder(settings);
        AddServices(builder);
        builder.Logging.ClearProviders();
        customize?.Invoke(builder.Services);
        return builder.Build();
    }

    /// <summary>The validators of all services over settings of which some were taken out.</summary>
    private static WebApplication BuildJudge(IReadOnlyDictionary<string, string?> settings)
    {
        var builder = CreateBuilder(settings);
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Configuration.AddBrowserSettings();
        AddServices(builder);
        builder.Logging.ClearProviders();
        return builder.Build();
    }

    /// <summary>What a server of this machine would go by, for who looks for it.</summary>
    internal static IConfiguration ReadConfiguration(IReadOnlyDictionary<string, string?> settings) => CreateBuilder(settings).Configuration;

    private static void AddServices(WebApplicationBuilder builder)
    {
        builder.Services.AddBatchGen(builder.Configuration);
        builder.Services.AddHostedService<PinnedModels>();
        builder.Services.AddHostedService<EnginePreload>();
        builder.Services.AddHostedService<UnlistedModels>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<StorageWatch>());
        builder.Services.AddReadiness();
        builder.Services.AddTelemetry(builder.Configuration);
        builder.Services.AddPages();
        builder.Services.AddAccess(builder.Configuration);
        builder.Services.AddLanguages();
        builder.Services.AddApiDocuments();
    }

    private static WebApplicationBuilder CreateBuilder(IReadOnlyDictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = HostArguments.All,
            ContentRootPath = ContentRoot.Find(),
            // A test that starts this is another entry assembly, and static assets are found by this name.
            ApplicationName = typeof(BatchGenApplication).Assembly.GetName().Name,
        });
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Configuration.AddBrowserSettings();
        StaticAssets.UseBuildOutput(builder);
        return builder;
    }

    /// <summary>All that a worker answers.</summary>
    private static void MapHealth(WebApplication web)
    {
        web.MapReadiness();
        web.MapMetrics();
        web.MapFallback(() => Results.Text(
            "This machine is a worker: it has no pages and no API. Ask one that serves them (Node:Role).\n", statusCode: StatusCodes.Status404NotFound))
            .AllowAnonymous();
    }

    private static void Map(WebApplication web)
    {
        web.UseAnnouncedProxy();
        web.UsePathBase();
        web.UseMiddleware<PlainRequests>();
        web.UseMiddleware<EndlessRequests>();
        web.UseExceptionHandler("/problem", createScopeForErrors: true);
        web.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        web.UseMiddleware<PagesOnlyForPeople>();
        web.UseMiddleware<SecurityHeaders>();
        RequestTrace.Use(web);
        web.UseRequestLocalization();
        // Here and not before everything, where it would be by itself: paths are brought into form first.
        web.UseRouting();
        web.UseMiddleware<RefusedMethods>();
        web.UseAuthentication();
        web.UseRateLimiter();
        web.UseAuthorization();
        web.UseAntiforgery();
        web.MapStaticAssets(StaticAssets.EndpointsManifest).AllowAnonymous();
        web.MapReadiness();
        web.MapMetrics();
        web.MapLanguages().AllowAnonymous();
        web.MapAccount();
        web.MapResultFiles();
        web.MapBatchExports();
        web.MapBatchZip();
        Guard(web.MapOpenAi());
        Guard(web.MapProductApi());
        web.MapApiDocuments().RequireAuthorization(Policies.Read);
        QueuePages.FollowTheTheme();
        web.MapHangfireDashboard("/hangfire", new DashboardOptions
        {
            // The policy below decides, as for every other route.
            Authorization = [],
            DashboardTitle = "BatchGen · job queue",
            AppPath = "/",
        }).RequireAuthorization(Policies.Administer);
        web.MapPages();
    }

    private static void Guard(OpenAiGroups groups)
    {
        groups.Reading.RequireAuthorization(Policies.Read);
        groups.Submitting.RequireAuthorization(Policies.Submit);
    }
}
