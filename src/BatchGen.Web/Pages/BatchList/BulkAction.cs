namespace BatchGen.Web.Pages.BatchList;

/// <summary>What can be done to several batches at once.</summary>
public enum BulkAction
{
    Cancel,
    RetryFailed,
    Delete,
    AddLabel,
    RemoveLabel,
}
