using BatchGen.Batches.Models;
using BatchGen.Batches;
using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Settings;
using BatchGen.Engine;
using BatchGen.Engine.Setup;
using BatchGen.Migrations.PostgreSql;
using BatchGen.Migrations.Sqlite;
using BatchGen.Web.Access;
using BatchGen.Web.Api;
using BatchGen.Web.Live;
using BatchGen.Web.Models;
using BatchGen.Web.OpenAi;
using BatchGen.Web.Pages.NewBatch;
using BatchGen.Web.Planning;
using BatchGen.Web.Queue;
using BatchGen.Web.Sentences;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Hosting;

/// <summary>What the server and the headless run share: storage, submission, queue and engine.</summary>
internal static class BatchGenServices
{
    private static readonly MigrationAssemblies Migrations =
        new(typeof(SqliteContextFactory).Assembly, typeof(PostgreSqlContextFactory).Assembly);

    /// <summary>Beyond the grace that running prompts have, for giving the rest back; whatever is not is taken up again at the next start.</summary>
    private static readonly TimeSpan GivingBack = TimeSpan.FromSeconds(10);

    private static readonly Lazy<DocumentedSettings> Documented = new(() => new DocumentedSettings(typeof(BatchGenServices).Assembly));

    /// <summary>Every setting that there is.</summary>
    public static DocumentedSettings Settings => Documented.Value;

    public static IServiceCollection AddBatchGen(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddEngine(configuration);
        services.AddSingleton(_ => Settings);
        services.AddSingleton<INoticeVoice, SpokenNotices>();
        services.AddBatches(configuration, Migrations);
        services.AddOptions<EngineOptions>().PostConfigure<DataDirectory>((engine, data) => engine.CalibrationFile ??= data.CalibrationFile);
        services.AddQueue(configuration);
        services.AddModels(configuration);
        services.AddSingleton<Throughput>();
        services.AddSingleton<StorageWatch>();
        services.AddScoped<DrawTurns>();
        services.AddSingleton<FormSources>();
        services.AddSingleton<IdempotentCalls>();
        services.AddSingleton<ScheduleDraftReader>();
        services.AddSingleton<TemplateDraftReader>();
        services.AddSingleton<LiveAnswers>();
        services.AddSingleton<BatchGate>();
        // Kestrel waits for open pages to leave; the queue's servers must not lose their own time to that.
        services.AddOptions<HostOptions>().Configure<IOptions<ExecutionOptions>>((host, execution) =>
        {
            host.ServicesStopConcurrently = true;
            host.ShutdownTimeout = execution.Value.StopGrace + GivingBack;
        });
        return services;
    }

    private static void AddModels(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ModelsOptions>().Bind(configuration.GetSection(ModelsOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ModelsOptions>, ModelsOptionsValidator>();
        services.AddSingleton<ModelCatalog>();
        services.AddSingleton<ModelCards>();
        services.AddSingleton<ModelJobs>();
        services.AddSingleton<ModelOffers>();
        services.AddSingleton<IKnownModels>(provider => provider.GetRequiredService<ModelCatalog>());
        services.AddSingleton<ModelLookup>();
    }
}
