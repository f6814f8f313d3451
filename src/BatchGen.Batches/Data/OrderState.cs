namespace BatchGen.Batches.Data;

/// <summary>Where an order stands until it is a batch; afterwards the batch tells. Stored by name.</summary>
public enum OrderState
{
    /// <summary>Its file is read, line by line.</summary>
    Validating,

    /// <summary>The file is unusable; nothing of it was stored.</summary>
    Refused,

    /// <summary>Cancelled or expired before its file was read.</summary>
    Withdrawn,

    /// <summary>A batch of the same public id runs it.</summary>
    Accepted,
}
