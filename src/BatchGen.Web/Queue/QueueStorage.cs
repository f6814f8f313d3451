namespace BatchGen.Web.Queue;

/// <summary>Where Hangfire keeps its jobs. Batches themselves are always in the database.</summary>
public enum QueueStorage
{
    /// <summary>Lost on exit, which costs nothing: start-up enqueues what is unfinished.</summary>
    InMemory,

    /// <summary>Shared by several machines.</summary>
    PostgreSql,
}
