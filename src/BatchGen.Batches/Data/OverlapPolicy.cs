namespace BatchGen.Batches.Data;

/// <summary>What a schedule does when its last batch has not ended yet.</summary>
public enum OverlapPolicy
{
    /// <summary>This run is left out.</summary>
    Skip,

    /// <summary>The new batch waits in the queue behind it.</summary>
    Queue,
}
