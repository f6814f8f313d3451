using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Data;

/// <summary>The database, the source of truth: batches, their items and results, the shards that carry them, and what administrators set.</summary>
public sealed class BatchGenDbContext(DbContextOptions<BatchGenDbContext> options) : DbContext(options)
{
    public DbSet<Batch> Batches => Set<Batch>();

    public DbSet<BatchItem> Items => Set<BatchItem>();

    public DbSet<ItemResult> Results => Set<ItemResult>();

    public DbSet<Shard> Shards => Set<Shard>();

    public DbSet<DeviceLimitSetting> DeviceLimits => Set<DeviceLimitSetting>();

    public DbSet<RegisteredModel> RegisteredModels => Set<RegisteredModel>();

    public DbSet<AuditEntry> Audit => Set<AuditEntry>();

    public DbSet<StoredFile> Files => Set<StoredFile>();

    public DbSet<BatchOrder> Orders => Set<BatchOrder>();

    public DbSet<KeptAnswer> KeptAnswers => Set<KeptAnswer>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<BatchState>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<ItemState>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<ShardState>().HaveConversion<string>().HaveMaxLength(20);
        configurationBuilder.Properties<OrderState>().HaveConversion<string>().HaveMaxLength(20);

        // SQLite has no date type and EF refuses to order by its text form; PostgreSQL has one and keeps it.
        if (Database.IsSqlite())
            configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicksConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(BatchGenDbContext).Assembly);
    }
}
