using BatchGen.Batches.Data;
using BatchGen.Batches.Progress;

namespace BatchGen.Web.Live;

/// <summary>
/// Tells which pushes of the feed say that a batch begins, ends or is new. A page shows some batches and hears of all:
/// one that it does not show is news once, and not with each of its results.
/// </summary>
internal sealed class SeenStates
{
    private readonly Dictionary<string, BatchState> _heard = new(StringComparer.Ordinal);

    /// <param name="shown">Where a batch stands on the page; null when it is not on it.</param>
    public bool HasNews(IReadOnlyList<BatchProgress> moved, Func<string, BatchState?> shown)
    {
        var news = false;
        foreach (var progress in moved)
        {
            var known = shown(progress.BatchPublicId) ?? (_heard.TryGetValue(progress.BatchPublicId, out var heard) ? heard : null);
            news |= known != progress.State;
            _heard[progress.BatchPublicId] = progress.State;
        }

        return news;
    }
}
