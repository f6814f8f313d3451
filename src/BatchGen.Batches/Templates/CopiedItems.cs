namespace BatchGen.Batches.Templates;

/// <summary>Which items of a batch are submitted again.</summary>
public enum CopiedItems
{
    /// <summary>All that were requests: a clone.</summary>
    All,

    /// <summary>Those that failed: a retry with other settings.</summary>
    Failed,
}
