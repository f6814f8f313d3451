using BatchGen.Batches.Nights;

namespace BatchGen.Batches.Progress;

/// <summary>What the feed knows of one batch. Thread-safe.</summary>
internal sealed class BatchTracker(BatchStanding standing, QueueHours hours, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, RunningItem> _running = [];
    private readonly RateWindow _rates = new(time);
    private BatchStanding _standing = standing;
    private BatchStanding _looked = standing;
    private int _itemsHere;
    private long _tokensHere;

    public string PublicId { get; } = standing.PublicId;

    /// <summary>Null while the batch may still move; then since when it does not.</summary>
    public DateTimeOffset? RestingSince { get; private set; }

    /// <summary>Workers tell of their commits in any order; what is older than what is known is ignored.</summary>
    public void Update(BatchStanding standing)
    {
        lock (_lock)
        {
            if (standing.Revision < _standing.Revision)
                return;
            _standing = standing;
            RestingSince = standing.IsAtRest ? time.GetUtcNow() : null;
            if (standing.IsAtRest)
                _running.Clear();
        }
    }

    public long Revision
    {
        get
        {
            lock (_lock)
                return _standing.Revision;
        }
    }

    public void CountFinished(int items, long completionTokens)
    {
        lock (_lock)
        {
            _itemsHere += items;
            _tokensHere += completionTokens;
            _rates.Add(items, completionTokens);
        }
    }

    /// <summary>What the counters rose by since the last look, less what this process did of it.</summary>
    public void CountElsewhere(BatchStanding standing)
    {
        lock (_lock)
        {
            var items = standing.Succeeded + standing.Failed - _looked.Succeeded - _looked.Failed - _itemsHere;
            var tokens = standing.CompletionTokens - _looked.CompletionTokens - _tokensHere;
            _looked = standing;
            (_itemsHere, _tokensHere) = (0, 0);
            if (items > 0 || tokens > 0)
                _rates.Add(Math.Max(0, items), Math.Max(0, tokens));
        }
    }

    public void Start(RunningItem item)
    {
        lock (_lock)
            _running[item.Ordinal] = item;
    }

    public void Leave(IEnumerable<int> ordinals)
    {
        lock (_lock)
        {
            foreach (var ordinal in ordinals)
                _running.Remove(ordinal);
        }
    }

    public BatchProgress Snapshot()
    {
        lock (_lock)
        {
            _rates.Trim();
            return new BatchProgress(
                PublicId,
                _standing.State,
                _standing.Total,
                _standing.Succeeded,
                _standing.Failed,
                _standing.Cancelled,
                _standing.PromptTokens,
                _standing.CompletionTokens,
                [.. _running.Values],
                _rates.ItemsPerSecond,
                _rates.TokensPerSecond,
                Remaining(),
                _standing.Problem,
                time.GetUtcNow());
        }
    }

    private TimeSpan? Remaining()
    {
        if (_standing.IsAtRest || _rates.ItemsPerSecond <= 0)
            return null;
        var work = TimeSpan.FromSeconds(Math.Min(_standing.Open / _rates.ItemsPerSecond, Longest.TotalSeconds));
        return hours.TimeTo(_standing.Priority, _standing.Hours, work) ?? Longest;
    }
}
