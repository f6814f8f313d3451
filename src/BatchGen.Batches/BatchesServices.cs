using System.Reflection;
using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Files;
using BatchGen.Batches.Idempotency;
using BatchGen.Batches.Jobs;
using BatchGen.Batches.Labelling;
using BatchGen.Batches.Limits;
using BatchGen.Batches.Live;
using BatchGen.Batches.Models;
using BatchGen.Batches.Models.Downloads;
using BatchGen.Batches.Nights;
using BatchGen.Batches.Nodes;
using BatchGen.Batches.Notices;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Quotas;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Results;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Settings;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Batches.Upkeep;
using BatchGen.Batches.Usage;
using BatchGen.Batches.Webhooks;
using BatchGen.Code.Inputs;
using BatchGen.Engine.Admission;
using BatchGen.Engine.Planning;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches;

public static class BatchesServices
{
    /// <summary>
    /// Everything of this room. The composition root adds the rest: the engine room (<c>AddEngine</c>, before this),
    /// Hangfire's client, its servers (one for <see cref="JobQueues.Shards"/>, one for each other queue) and one that turns
    /// <see cref="Sweep"/> and <see cref="ScheduleClock"/>, and calls
    /// <see cref="DatabaseStartup.MigrateAsync(Action, CancellationToken)"/> before the host
    /// starts.
    /// </summary>
    public static IServiceCollection AddBatches(this IServiceCollection services, IConfiguration configuration, MigrationAssemblies migrations)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        AddOptions(services, configuration);
        services.AddSingleton<NodeIdentity>();
        TelemetryServices.Add(services, configuration);
        StorageServices.Add(services, configuration, migrations);
        services.AddSingleton(provider => new SettingsOverview(
            provider.GetRequiredService<DocumentedSettings>(), (IConfigurationRoot)configuration, provider));
        services.AddSingleton(provider => new SettingsStore(
            // Every configuration that an application builds is one; only a section of one is not.
            (IConfigurationRoot)configuration,
            provider,
            provider.GetRequiredService<IDbContextFactory<BatchGenDbContext>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IFollowsDatabase>(provider => provider.GetRequiredService<SettingsStore>());
        services.AddSingleton<QueueHours>();
        services.AddSingleton<ProgressFeed>();
        services.AddSingleton<BatchQueries>();
        services.AddSingleton<AttentionQueries>();
        services.AddSingleton<DeletionQueries>();
        services.AddSingleton<BatchLabelling>();
        services.AddSingleton<PaceQueries>();
        services.AddSingleton<PieceQueries>();
        AddLimits(services);
        AddNodes(services);
        AddSubmission(services);
        AddExecution(services);
        AddResults(services);
        AddSchedules(services);
        AddOrders(services);
        AddNotices(services);
        AddUpkeep(services);
        return services;
    }

    private static void AddOptions(IServiceCollection services, IConfiguration configuration)
    {
        Read<StorageOptions, StorageOptionsValidator>(StorageOptions.Section);
        Read<NodeOptions, NodeOptionsValidator>(NodeOptions.Section);
        Read<SubmissionOptions, SubmissionOptionsValidator>(SubmissionOptions.Section);
        Read<ExecutionOptions, ExecutionOptionsValidator>(ExecutionOptions.Section);
        Read<NightsOptions, NightsOptionsValidator>(NightsOptions.Section);
        Read<ScheduleOptions, ScheduleOptionsValidator>(ScheduleOptions.Section);
        Read<DownloadOptions, DownloadOptionsValidator>(DownloadOptions.Section);
        Read<InputOptions, InputOptionsValidator>(InputOptions.Section);
        Read<QuotaOptions, QuotaOptionsValidator>(QuotaOptions.Section);
        Read<WebhookOptions, WebhookOptionsValidator>(WebhookOptions.Section);
        Read<NoticeOptions, NoticeOptionsValidator>(NoticeOptions.Section);
        Read<MailOptions, MailOptionsValidator>(MailOptions.Section);
        Read<LiveOptions, LiveOptionsValidator>(LiveOptions.Section);
        services.AddOptions<ModelAliases>().Configure(aliases => aliases.Read(configuration)).ValidateOnStart();
        services.AddSingleton<IOptionsChangeTokenSource<ModelAliases>>(new ConfigurationChangeTokenSource<ModelAliases>(configuration));
        services.AddSingleton<IValidateOptions<ModelAliases>, ModelAliasesValidator>();

        void Read<TOptions, TValidator>(string section)
            where TOptions : class
            where TValidator : class, IValidateOptions<TOptions>
        {
            services.AddOptions<TOptions>().Bind(configuration.GetSection(section)).ValidateOnStart();
            services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        }
    }

    private static void AddLimits(IServiceCollection services)
    {
        services.TryAddSingleton<IKnownModels, NoKnownModels>();
        services.AddSingleton<ModelRegistry>();
        services.AddSingleton<ModelAudit>();
        services.AddSingleton<ModelNames>();
        services.AddSingleton<StoredLimits>();
        services.AddSingleton(provider => new ModelDownloader(provider.GetRequiredService<IOptions<DownloadOptions>>()));
        services.AddSingleton(provider => new ModelHub(provider.GetRequiredService<IOptions<DownloadOptions>>()));
        // The survey and the judge come with the engine room, which a test may leave out: asked for only when used.
        services.AddSingleton(provider => new DeviceLimits(
            provider.GetRequiredService<IDbContextFactory<BatchGenDbContext>>(),
            provider.GetRequiredService<NodeIdentity>(),
            provider.GetRequiredService<IDeviceSurvey>(),
            provider.GetRequiredService<IKnownModels>(),
            provider.GetRequiredService<Loadability>(),
            new DeviceLimit(null, null, provider.GetRequiredService<IOptions<PlanningOptions>>().Value.ReserveBytes),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IFollowsDatabase>(provider => provider.GetRequiredService<DeviceLimits>());
        services.AddSingleton<ILiveDeviceLimits>(provider => provider.GetRequiredService<DeviceLimits>());
        services.AddSingleton<IDeviceLimits>(provider => provider.GetRequiredService<DeviceLimits>());
        services.AddHostedService<AdministrationLoading>();
    }

    private static void AddNodes(IServiceCollection services)
    {
        services.AddSingleton<NodeBoard>();
        services.AddSingleton<NodeModels>();
        // It asks the engine room, which a test may leave out.
        services.AddWhole<NodeReporter>();
        services.AddHostedService<NodeHeartbeat>();
        services.AddHostedService<NodeFollowing>();
    }

    private static void AddSubmission(IServiceCollection services)
    {
        services.AddSingleton<IQuota, StoredQuota>();
        services.AddSingleton<QuotaDesk>();
        services.AddSingleton<UsageQueries>();
        services.AddSingleton<BatchStore>();
        services.AddSingleton<BatchTemplates>();
        services.AddSingleton<TemplateQueries>();
        services.AddSingleton<BatchCopies>();
        services.AddWhole<BatchSubmission>();
    }

    private static void AddExecution(IServiceCollection services)
    {
        services.AddSingleton<WorkerIdentity>();
        services.AddSingleton<ShardQueue>();
        services.AddSingleton<ShardClaims>();
        services.AddSingleton<ActiveShards>();
        services.AddSingleton<ShardChoice>();
        services.AddSingleton<ShardHandBack>();
        services.AddSingleton<IFollowsDatabase, StoppedElsewhere>();
        services.AddSingleton<IFollowsDatabase, ProgressFollower>();
        services.AddSingleton<IFollowsDatabase>(provider => provider.GetRequiredService<QueueControl>());
        services.AddSingleton<EngineGates>();
        services.AddSingleton<EngineWait>();
        services.AddSingleton<ShardItems>();
        services.AddSingleton<EngineLosses>();
        services.AddSingleton<ResultCommit>();
        services.AddSingleton<PieceStore>();
        services.AddSingleton<ShardRunner>();
        services.AddSingleton<ShardCompletion>();
        services.AddSingleton<ShardFailures>();
        services.AddWhole<ShardJob>();
        services.AddWhole<FinalizeJob>();
        services.AddWhole<DeletionJob>();
        services.AddWhole<BatchControl>();
        // Hangfire's storage comes with the composition root: asked for only when the upkeep looks.
        services.TryAddSingleton<IKnownJobs>(provider => new HangfireJobs(provider.GetRequiredService<JobStorage>()));
        services.AddSingleton<OpenShards>();
        services.AddWhole<QueueControl>();
        services.AddWhole<ClosingTime>();
        services.AddHostedService(provider => provider.GetRequiredService<ClosingTime>());
        services.AddSingleton<Retention>();
        services.AddHostedService<RetentionService>();
    }

    private static void AddSchedules(IServiceCollection services)
    {
        services.AddSingleton<WatchedFolders>();
        services.AddSingleton<BatchSchedules>();
        services.AddSingleton<LaterSubmission>();
        services.AddSingleton<ScheduleRunner>();
        services.AddSingleton<ScheduleRunQueue>();
        services.AddSingleton<ScheduleClock>();
    }

    private static void AddResults(IServiceCollection services)
    {
        services.AddSingleton<ResultWriter>();
        services.AddSingleton<ResultFiles>();
        services.AddSingleton<BatchExports>();
    }

    private static void AddUpkeep(IServiceCollection services)
    {
        services.AddSingleton<SweepTable>();
        services.AddWhole<Sweep>();
    }

    private static void AddOrders(IServiceCollection services)
    {
        services.AddSingleton<ContentStore>();
        services.AddSingleton<FileStore>();
        services.AddSingleton<KeptAnswers>();
        services.AddSingleton<LiveCompletions>();
        services.AddSingleton<LiveMeter>();
        services.AddSingleton<OrderFiles>();
        services.AddSingleton<OrderQueue>();
        services.AddWhole<BatchOrders>();
        services.AddWhole<ValidationJob>();
    }

    private static void AddNotices(IServiceCollection services)
    {
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<WebhookTargets>();
        services.TryAddSingleton<INoticeVoice, EnglishVoice>();
        services.AddSingleton<MailMessages>();
        services.AddSingleton<MailSender>();
        services.AddSingleton<ChatMessages>();
        services.AddSingleton<NoticeSender>();
        services.AddSingleton<NoticeRows>();
        services.AddSingleton<NoticeQueue>();
        services.AddWhole<NoticeDesk>();
        services.AddWhole<NoticeJob>();
    }

    /// <summary>As the container makes a service, by its only constructor, which here may be internal: its parts are. Asked for only when used.</summary>
    private static void AddWhole<T>(this IServiceCollection services)
        where T : class
    {
        var constructor = typeof(T).GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Single();
        var parts = Array.ConvertAll(constructor.GetParameters(), parameter => parameter.ParameterType);
        services.AddSingleton(provider =>
            (T)constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, Array.ConvertAll(parts, provider.GetRequiredService), null));
    }
}
