namespace BatchGen.Batches.Metering;

/// <summary>Who an answer was for.</summary>
public enum WorkSource
{
    /// <summary>An item of a batch.</summary>
    Batch,

    /// <summary>Somebody who waited for it over the API.</summary>
    Live,
}
