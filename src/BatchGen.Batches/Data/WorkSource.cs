namespace BatchGen.Batches.Data;

/// <summary>Who an answer was for. Stored by name.</summary>
public enum WorkSource
{
    /// <summary>An item of a batch.</summary>
    Batch,

    /// <summary>Somebody who waited for it over the API.</summary>
    Live,
}
