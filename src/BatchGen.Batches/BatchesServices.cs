using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Files;
using BatchGen.Batches.Idempotency;
using BatchGen.Batches.Jobs;
using BatchGen.Batches.Labelling;
using BatchGen.Batches.Limits;
using BatchGen.Batches.Live;
using BatchGen.Batches.Metering;
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
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
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
        services.AddOptions<StorageOptions>().Bind(configuration.GetSection(StorageOptions.Section)).ValidateOnStart();
        services.AddOptions<NodeOptions>().Bind(configuration.GetSection(NodeOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NodeOptions>, NodeOptionsValidator>();
        services.AddSingleton<NodeIdentity>();
        services.AddOptions<SubmissionOptions>().Bind(configuration.GetSection(SubmissionOptions.Section)).ValidateOnStart();
        services.AddOptions<ExecutionOptions>().Bind(configuration.GetSection(ExecutionOptions.Section)).ValidateOnStart();
        services.AddOptions<NightsOptions>().Bind(configuration.GetSection(NightsOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NightsOptions>, NightsOptionsValidator>();
        services.AddOptions<ScheduleOptions>().Bind(configuration.GetSection(ScheduleOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ScheduleOptions>, ScheduleOptionsValidator>();
        services.AddOptions<DownloadOptions>().Bind(configuration.GetSection(DownloadOptions.Section)).ValidateOnStart();
        services.AddOptions<InputOptions>().Bind(configuration.GetSection(InputOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<InputOptions>, InputOptionsValidator>();
        services.AddOptions<QuotaOptions>().Bind(configuration.GetSection(QuotaOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<QuotaOptions>, QuotaOptionsValidator>();
        services.AddOptions<WebhookOptions>().Bind(configuration.GetSection(WebhookOptions.Section)).ValidateOnStart();
        services.AddOptions<NoticeOptions>().Bind(configuration.GetSection(NoticeOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NoticeOptions>, NoticeOptionsValidator>();
        services.AddOptions<MailOptions>().Bind(configuration.GetSection(MailOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>();
        services.AddOptions<ModelAliases>().Configure(aliases => aliases.Read(configuration)).ValidateOnStart();
        services.AddSingleton<IOptionsChangeTokenSource<ModelAliases>>(new ConfigurationChangeTokenSource<ModelAliases>(configuration));
        services.AddSingleton<IValidateOptions<ModelAliases>, ModelAliasesValidator>();
        services.AddOptions<LiveOptions>().Bind(configuration.GetSection(LiveOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WebhookOptions>, WebhookOptionsValidator>();
        services.AddSingleton<IValidateOptions<LiveOptions>, LiveOptionsValidator>();
        services.AddSingleton<IValidateOptions<DownloadOptions>, DownloadOptionsValidator>();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.AddSingleton<IValidateOptions<SubmissionOptions>, SubmissionOptionsValidator>();
        services.AddSingleton<IValidateOptions<ExecutionOptions>, ExecutionOptionsValidator>();
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
        services.AddSingleton(provider => new NodeReporter(
            provider.GetRequiredService<IEngineManager>(),
            provider.GetRequiredService<ILiveDeviceLimits>(),
            provider.GetRequiredService<IKnownModels>(),
            provider.GetRequiredService<Loadability>(),
            provider.GetRequiredService<IDeviceSurvey>(),
            provider.GetRequiredService<IMainMemory>(),
            provider.GetRequiredService<DatabaseTime>(),
            provider.GetRequiredService<IOptions<StorageOptions>>(),
            provider.GetRequiredService<NodeIdentity>()));
        services.AddHostedService<NodeHeartbeat>();
        services.AddHostedService<NodeFollowing>();
    }

    // Services whose parts are internal have internal constructors, which the container does not see: hence the lambdas.
    private static void AddSubmission(IServiceCollection services)
    {
        services.AddSingleton<IQuota, StoredQuota>();
        services.AddSingleton<QuotaDesk>();
        services.AddSingleton<UsageQueries>();
        services.AddSingleton<BatchStore>();
        services.AddSingleton<BatchTemplates>();
        services.AddSingleton<TemplateQueries>();
        services.AddSingleton<BatchCopies>();
        services.AddSingleton(provider => new BatchSubmission(
            provider.GetRequiredService<IEngineManager>(),
            provider.GetRequiredService<ModelNames>(),
            provider.GetRequiredService<BatchStore>(),
            provider.GetRequiredService<ShardQueue>(),
            provider.GetRequiredService<DataDirectory>(),
            provider.GetRequiredService<ProgressFeed>(),
            provider.GetRequiredService<SubmissionMeter>(),
            provider.GetRequiredService<IOptionsMonitor<SubmissionOptions>>(),
            provider.GetRequiredService<IOptionsMonitor<InputOptions>>(),
            provider.GetRequiredService<ILogger<BatchSubmission>>()));
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
        services.AddSingleton(provider => new ShardJob(
            provider.GetRequiredService<ShardHandBack>(),
            provider.GetRequiredService<ShardClaims>(),
            provider.GetRequiredService<ShardRunner>(),
            provider.GetRequiredService<ShardCompletion>(),
            provider.GetRequiredService<ShardFailures>(),
            provider.GetRequiredService<ShardQueue>(),
            provider.GetRequiredService<IOptions<ExecutionOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ShardJob>>()));
        services.AddSingleton(provider => new FinalizeJob(
            provider.GetRequiredService<IDbContextFactory<BatchGenDbContext>>(),
            provider.GetRequiredService<ResultWriter>(),
            provider.GetRequiredService<OrderFiles>(),
            provider.GetRequiredService<NoticeQueue>(),
            provider.GetRequiredService<ProgressFeed>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<FinalizeJob>>()));
        services.AddSingleton(provider => new DeletionJob(
            provider.GetRequiredService<IDbContextFactory<BatchGenDbContext>>(),
            provider.GetRequiredService<ContentStore>(),
            provider.GetRequiredService<ShardQueue>()));
        services.AddSingleton(provider => new BatchControl(
            provider.GetRequiredService<IDbContextFactory<BatchGenDbContext>>(),
            provider.GetRequiredService<ShardQueue>(),
            provider.GetRequiredService<IQuota>(),
            provider.GetRequiredService<ActiveShards>(),
            provider.GetRequiredService<NoticeQueue>(),
            provider.GetRequiredService<ProgressFeed>(),
            provider.GetRequiredService<TimeProvider>()));
        // Hangfire's storage comes with the composition root: asked for only when the upkeep looks.
        services.TryAddSingleton<IKnownJobs>(provider => new HangfireJobs(provider.GetRequiredService<JobStorage>()));
        services.AddSingleton<OpenShards>();
        services.AddSingleton(provider => new QueueControl(
            provider.GetRequiredService<IDbContextFactory<BatchGenDbContext>>(),
            provider.GetRequiredService<OpenShards>(),
            provider.GetRequiredService<ActiveShards>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ClosingTime(
            provider.GetRequiredService<QueueHours>(),
            provider.GetRequiredService<ActiveShards>(),
            provider.GetRequiredService<IEngineManager>(),
            provider.GetRequiredService<TimeProvider>()));
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
        services.AddSingleton(provider => new Sweep(
            provider.GetRequiredService<IDbContextFactory<BatchGenDbContext>>(),
            provider.GetRequiredService<IKnownJobs>(),
            provider.GetRequiredService<SweepTable>(),
            provider.GetRequiredService<IOptions<ExecutionOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<Sweep>>()));
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
        services.AddSingleton(provider => new BatchOrders(
            provider.GetRequiredService<IDbContextFactory<BatchGenDbContext>>(),
            provider.GetRequiredService<FileStore>(),
            provider.GetRequiredService<ModelNames>(),
            provider.GetRequiredService<QuotaDesk>(),
            provider.GetRequiredService<OrderQueue>(),
            provider.GetRequiredService<WebhookTargets>(),
            provider.GetRequiredService<NoticeRows>(),
            provider.GetRequiredService<BatchControl>(),
            provider.GetRequiredService<ProgressFeed>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ValidationJob(
            provider.GetRequiredService<IDbContextFactory<BatchGenDbContext>>(),
            provider.GetRequiredService<FileStore>(),
            provider.GetRequiredService<ModelNames>(),
            provider.GetRequiredService<BatchSubmission>(),
            provider.GetRequiredService<NoticeQueue>(),
            provider.GetRequiredService<ProgressFeed>(),
            provider.GetRequiredService<IOptionsMonitor<SubmissionOptions>>(),
            provider.GetRequiredService<TimeProvider>()));
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
        services.AddSingleton(provider => new NoticeDesk(
            provider.GetRequiredService<IDbContextFactory<BatchGenDbContext>>(),
            provider.GetRequiredService<NoticeRows>(),
            provider.GetRequiredService<NoticeSender>(),
            provider.GetRequiredService<IOptionsMonitor<MailOptions>>(),
            provider.GetRequiredService<IOptionsMonitor<NoticeOptions>>()));
        services.AddSingleton(provider => new NoticeJob(
            provider.GetRequiredService<IDbContextFactory<BatchGenDbContext>>(),
            provider.GetRequiredService<WebhookTargets>(),
            provider.GetRequiredService<WebhookSender>(),
            provider.GetRequiredService<NoticeRows>(),
            provider.GetRequiredService<NoticeSender>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<NoticeJob>>()));
    }
}
