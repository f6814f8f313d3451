namespace BatchGen.Batches.Jobs;

/// <summary>
/// The Hangfire queues this room uses, most urgent first. Some storages take queues in the order the server lists
/// them, others by name; these names sort the same both ways.
/// </summary>
public static class JobQueues
{
    public const string Finalize = "batches-1-finalize";
    public const string High = "batches-2-high";
    public const string Normal = "batches-3-normal";
    public const string Low = "batches-4-low";

    /// <summary>Reads the files of orders; a model may have to load for it, so it wants a server of its own.</summary>
    public const string Validate = "orders-1-validate";

    /// <summary>Tells people and other people's servers, which may be slow: a server of its own too.</summary>
    public const string Notices = "orders-2-notices";

    public static IReadOnlyList<string> All { get; } = [Finalize, High, Normal, Low, Validate, Notices];

    /// <summary>
    /// The queues of the shards. Their server needs few workers (2 to 4): each keeps an engine full by itself. Give
    /// <see cref="Finalize"/> a server of its own with one worker, or a cancelled batch waits for a free shard worker.
    /// </summary>
    public static IReadOnlyList<string> Shards { get; } = [High, Normal, Low];

    /// <summary>The queue of a batch's shards.</summary>
    public static string ForPriority(int priority) => priority switch
    {
        > 0 => High,
        < 0 => Low,
        _ => Normal,
    };
}
