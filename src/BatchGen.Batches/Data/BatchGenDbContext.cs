using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace BatchGen.Batches.Data;

/// <summary>
/// The database, the source of truth: batches, their items and results, the shards that carry them, who may do what, and what administrators set.
/// </summary>
public sealed class BatchGenDbContext(DbContextOptions<BatchGenDbContext> options) : DbContext(options)
{
    private const string ProgressSql =
        """CASE WHEN "TotalItems" = 0 THEN 1000 ELSE ("SucceededItems" + "FailedItems" + "CancelledItems") * 1000 / "TotalItems" END""";

    public DbSet<Batch> Batches => Set<Batch>();

    public DbSet<BatchItem> Items => Set<BatchItem>();

    public DbSet<ItemResult> Results => Set<ItemResult>();

    public DbSet<ItemPiece> Pieces => Set<ItemPiece>();

    public DbSet<Shard> Shards => Set<Shard>();

    public DbSet<DeviceLimitSetting> DeviceLimits => Set<DeviceLimitSetting>();

    public DbSet<RegisteredModel> RegisteredModels => Set<RegisteredModel>();

    public DbSet<User> Users => Set<User>();

    public DbSet<SignInLink> SignInLinks => Set<SignInLink>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<BatchLabel> BatchLabels => Set<BatchLabel>();

    public DbSet<BatchModel> BatchModels => Set<BatchModel>();

    public DbSet<BatchWord> BatchWords => Set<BatchWord>();

    public DbSet<QueuePause> QueuePauses => Set<QueuePause>();

    public DbSet<BatchTemplate> Templates => Set<BatchTemplate>();

    public DbSet<TemplateInput> TemplateInputs => Set<TemplateInput>();

    public DbSet<Schedule> Schedules => Set<Schedule>();

    public DbSet<ScheduleRun> ScheduleRuns => Set<ScheduleRun>();

    public DbSet<StoredFile> Files => Set<StoredFile>();

    public DbSet<KeptAnswer> KeptAnswers => Set<KeptAnswer>();

    public DbSet<BatchNotice> Notices => Set<BatchNotice>();

    public DbSet<UsageDay> UsageDays => Set<UsageDay>();

    public DbSet<Node> Nodes => Set<Node>();

    public DbSet<SharedSetting> SharedSettings => Set<SharedSetting>();

    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();

    public DbSet<StoredPiece> StoredPieces => Set<StoredPiece>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<BatchState>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<ItemState>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<PieceState>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<ShardState>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<RunState>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<OverlapPolicy>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<MissedRunPolicy>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<ReadFilePolicy>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<Sentence>().HaveConversion<SentenceConverter>();
        configurationBuilder.Properties<NodeRole>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<WorkSource>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<NoticeKind>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<NoticeWhen>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<Role>().HaveConversion<string>().HaveMaxLength(20);

        // SQLite has no date type and EF refuses to order by its text form; PostgreSQL has one and keeps it.
        if (Database.IsSqlite())
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(BatchGenDbContext).Assembly);

        // SQLite computes it when it is read (and keeps it in the index); PostgreSQL, before its version 18, stores it.
        modelBuilder.Entity<Batch>().Property(batch => batch.ProgressPermille).HasComputedColumnSql(ProgressSql, stored: !Database.IsSqlite());

        // Ranges of words go by code point: SQLite compares so by itself, PostgreSQL by its locale unless told.
        if (!Database.IsSqlite())
            modelBuilder.Entity<BatchWord>().Property(word => word.Word).UseCollation("C");
    }
}

/// <summary>Stores a moment as UTC ticks: exact, ordered, indexable.</summary>
internal sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
    moment => moment.UtcTicks,
    ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
