namespace BatchGen.Batches.Data;

/// <summary>What a schedule does about runs that fell into a time when the server was off.</summary>
public enum MissedRunPolicy
{
    /// <summary>One run now, however many were missed.</summary>
    RunOnce,

    /// <summary>None: the next one comes at its time.</summary>
    Skip,
}
