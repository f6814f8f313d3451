namespace BatchGen.Batches.Execution;

/// <summary>When an item is held responsible for the engine's deaths.</summary>
internal static class Quarantine
{
    public const string Code = "engine_crash_quarantined";

    /// <summary>After this many deaths it runs alone: whether it was the item or a neighbour shows at once, and costs no second death of all.</summary>
    public const int LossesToRunAlone = 1;

    /// <summary>Two more deaths, alone, are proof.</summary>
    public const int LossesToQuarantine = LossesToRunAlone + 2;

    public static ItemEnd End(ShardItem item, string reason) => new ItemFailed(
        item,
        Code,
        $"The engine process died {LossesToQuarantine} times while it worked on this item, the last {LossesToQuarantine - LossesToRunAlone} times with nothing beside it. It is not sent again by itself: shorten it or change the model's settings, then retry it. The last reason was: {reason}");
}
