namespace BatchGen.Batches.Data;

/// <summary>Where a batch stands. Stored by name; order means nothing.</summary>
public enum BatchState
{
    /// <summary>Stored; no shard has been claimed yet.</summary>
    Queued,
    Running,

    /// <summary>Stopped by a person until one lets it go on: no shard can be claimed, and what is done stays.</summary>
    Paused,

    /// <summary>Every item has its end; the files are being written.</summary>
    Finalizing,

    /// <summary>Files are in place. Some items may have failed.</summary>
    Completed,
    Cancelling,

    /// <summary>Cancelled; what was done before is in the files.</summary>
    Cancelled,

    /// <summary>It could not be run at all (e.g. the model cannot be loaded); the reason is in <see cref="Batch.Problem"/>.</summary>
    Failed,
}
