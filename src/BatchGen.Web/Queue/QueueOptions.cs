namespace BatchGen.Web.Queue;

/// <summary>Section "Queue": how Hangfire carries the shards.</summary>
public sealed class QueueOptions
{
    public const string Section = "Queue";

    public QueueStorage Storage { get; set; } = QueueStorage.InMemory;

    /// <summary>Needed for <see cref="QueueStorage.PostgreSql"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>A job of a machine that died is given to another after this long, and so is a lock that it held (PostgreSQL only).</summary>
    public TimeSpan InvisibilityTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How soon a machine sees a job that another one enqueued (PostgreSQL only).</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);
}
