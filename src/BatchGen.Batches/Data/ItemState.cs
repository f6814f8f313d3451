namespace BatchGen.Batches.Data;

/// <summary>Stored by name. That an item is running just now is known to the progress feed, not to the database.</summary>
public enum ItemState
{
    Pending,
    Succeeded,
    Failed,
    Cancelled,
}
