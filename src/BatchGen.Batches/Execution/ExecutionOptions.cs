namespace BatchGen.Batches.Execution;

/// <summary>How shards run. Section "Execution".</summary>
public sealed class ExecutionOptions
{
    public const string Section = "Execution";

    /// <summary>The most requests one shard keeps in the engine; twice the engine's slots are used up to this.</summary>
    public int MaxInFlightItems { get; set; } = 256;

    /// <summary>A claim lapses after this when its worker no longer renews it (it does so three times as often).</summary>
    public TimeSpan ClaimDuration { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Results wait at most this long for others to share a transaction with.</summary>
    public TimeSpan CommitInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The most results in one transaction.</summary>
    public int CommitItems { get; set; } = 200;

    /// <summary>Engine deaths without a result in between before a batch is given up.</summary>
    public int MaxEngineLossesInARow { get; set; } = 10;

    /// <summary>Unexpected errors of one shard before its batch is given up.</summary>
    public int MaxShardFailures { get; set; } = 5;

    /// <summary>How often the upkeep looks for what was left behind, besides at start.</summary>
    public TimeSpan RecoveryInterval { get; set; } = TimeSpan.FromSeconds(60);
}
