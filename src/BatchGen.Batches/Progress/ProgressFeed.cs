using System.Collections.Concurrent;
using System.Collections.Immutable;
using BatchGen.Batches.Nights;
using Microsoft.Extensions.Logging;

namespace BatchGen.Batches.Progress;

/// <summary>
/// What running batches are doing, pushed to pages of this process. What workers of other machines did is read from the database every
/// second (<see cref="ProgressFollower"/>); which items they have in their engines is not known here.
/// </summary>
public sealed class ProgressFeed(QueueHours hours, TimeProvider time, ILogger<ProgressFeed> logger)
{
    // Kept a little longer than it moves, so that a worker that was held up tells a tracker that knows better.
    private static readonly TimeSpan KeepResting = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, BatchTracker> _trackers = new(StringComparer.Ordinal);
    private ImmutableList<ProgressSubscription> _subscriptions = [];

    /// <summary>
    /// Calls back when the batch moved (and at once if it is running), at most ten times a second, the last state always
    /// included; one call at a time, on a pool thread, under no lock. Dispose to stop. A callback that throws is logged and
    /// called again next time.
    /// </summary>
    public IDisposable Subscribe(string batchPublicId, Action<BatchProgress> onProgress)
    {
        ArgumentNullException.ThrowIfNull(onProgress);
        return Add(batchPublicId, moved => onProgress(moved[^1]));
    }

    /// <summary>The same for all batches: each call carries every batch that moved since the last.</summary>
    public IDisposable SubscribeAll(Action<IReadOnlyList<BatchProgress>> onProgress) => Add(batchPublicId: null, onProgress);

    /// <summary>The batch's current progress; null when it is not running in this process.</summary>
    public BatchProgress? Find(string batchPublicId) =>
        _trackers.TryGetValue(batchPublicId, out var tracker) && tracker.RestingSince is null ? tracker.Snapshot() : null;

    /// <summary>Every batch that is queued or running in this process.</summary>
    public IReadOnlyList<BatchProgress> GetAll() => [.. Moving().Select(tracker => tracker.Snapshot())];

    /// <summary>Told after every commit that changed the batch's row.</summary>
    internal void Update(BatchStanding standing)
    {
        var tracker = _trackers.GetOrAdd(standing.PublicId, _ => new BatchTracker(standing, hours, time));
        tracker.Update(standing);
        if (standing.IsAtRest)
            RemoveRested();
        Mark(tracker);
    }

    /// <summary>The same, for what another machine committed: its rates are told by the counters.</summary>
    internal void UpdateFromElsewhere(BatchStanding standing)
    {
        if (_trackers.TryGetValue(standing.PublicId, out var tracker))
            tracker.CountElsewhere(standing);
        Update(standing);
    }

    /// <summary>Of every batch that is known and has not come to rest.</summary>
    internal IReadOnlyDictionary<string, long> Revisions() => Moving().ToDictionary(tracker => tracker.PublicId, tracker => tracker.Revision);

    internal void CountFinished(string batchPublicId, int items, long completionTokens) =>
        Change(batchPublicId, tracker => tracker.CountFinished(items, completionTokens));

    internal void ItemStarted(string batchPublicId, RunningItem item) => Change(batchPublicId, tracker => tracker.Start(item));

    internal void ItemsLeft(string batchPublicId, IReadOnlyList<int> ordinals) => Change(batchPublicId, tracker => tracker.Leave(ordinals));

    internal void Forget(string batchPublicId) => _trackers.TryRemove(batchPublicId, out _);

    private IEnumerable<BatchTracker> Moving() => _trackers.Values.Where(tracker => tracker.RestingSince is null);

    private void RemoveRested()
    {
        var before = time.GetUtcNow() - KeepResting;
        foreach (var tracker in _trackers.Values.Where(tracker => tracker.RestingSince < before))
            _trackers.TryRemove(tracker.PublicId, out _);
    }

    private void Change(string batchPublicId, Action<BatchTracker> change)
    {
        if (!_trackers.TryGetValue(batchPublicId, out var tracker))
            return;
        change(tracker);
        Mark(tracker);
    }

    private void Mark(BatchTracker tracker)
    {
        foreach (var subscription in _subscriptions)
        {
            if (subscription.Wants(tracker))
                subscription.Mark(tracker);
        }
    }

    private ProgressSubscription Add(string? batchPublicId, Action<IReadOnlyList<BatchProgress>> onProgress)
    {
        var subscription = new ProgressSubscription(batchPublicId, onProgress, Remove, time, logger);
        ImmutableInterlocked.Update(ref _subscriptions, list => list.Add(subscription));
        foreach (var tracker in Moving().Where(subscription.Wants))
            subscription.Mark(tracker);
        return subscription;
    }

    private void Remove(ProgressSubscription subscription) =>
        ImmutableInterlocked.Update(ref _subscriptions, list => list.Remove(subscription));
}
