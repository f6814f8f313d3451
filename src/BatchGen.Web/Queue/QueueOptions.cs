namespace BatchGen.Web.Queue;

/// <summary>Section "Queue": how Hangfire carries the shards.</summary>
public sealed class QueueOptions
{
    public const string Section = "Queue";

    /// <summary>Left out, it is where the database is: in memory beside SQLite, in PostgreSQL beside PostgreSQL.</summary>
    public QueueStorage? Storage { get; set; }

    /// <summary>Of <see cref="QueueStorage.PostgreSql"/>; left out, the database's own (Storage:ConnectionString).</summary>
    public string? ConnectionString { get; set; }

    /// <summary>A job of a machine that died is given to another after this long, and so is a lock that it held (PostgreSQL only).</summary>
    public TimeSpan InvisibilityTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How soon a machine sees a job that another one enqueued (PostgreSQL only).</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);
}
