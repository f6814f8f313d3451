using BatchGen.Batches.Progress;

namespace BatchGen.Web.Api;

/// <summary>One batch at one moment.</summary>
internal sealed record ProgressBody(
    string Id,
    string State,
    int TotalItems,
    int SucceededItems,
    int FailedItems,
    int CancelledItems,
    int RunningItems,
    double ItemsPerSecond,
    double CompletionTokensPerSecond,
    double? RemainingSeconds,
    string? Problem)
{
    public static ProgressBody Of(BatchProgress progress) => new(
        progress.BatchPublicId,
        progress.State.ToString().ToLowerInvariant(),
        progress.TotalItems,
        progress.SucceededItems,
        progress.FailedItems,
        progress.CancelledItems,
        progress.Running.Count,
        Math.Round(progress.ItemsPerSecond, 3),
        Math.Round(progress.CompletionTokensPerSecond, 3),
        progress.Remaining?.TotalSeconds,
        progress.Problem?.ToString());
}
