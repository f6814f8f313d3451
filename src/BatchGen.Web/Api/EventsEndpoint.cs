using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Queries;
using BatchGen.Web.Access;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Api;

/// <summary>
/// <c>GET /api/events?batch=…</c>: server-sent events. "progress" whenever a batch moved, at most ten times a second;
/// "ping" when nothing did for a while, so that both ends know the other is there.
/// </summary>
internal static class EventsEndpoint
{
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(5);

    public static void Map(RouteGroupBuilder reading) => reading.MapGet("/api/events", AnswerAsync)
        .WithTags("Batches").WithSummary("Follows batches as server-sent events").Produces<ApiError>(404);

    private static async Task<IResult> AnswerAsync(string? batch, HttpContext http, ProgressFeed feed, BatchGate gate, BatchQueries queries, TimeProvider time)
    {
        var caller = http.Caller();
        if (batch is not null)
            await gate.RequireMaySeeAsync(caller, batch, http.RequestAborted);
        return TypedResults.ServerSentEvents(FollowAsync(batch, feed, new VisibleBatches(caller, queries), time, http.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<ProgressBody?>> FollowAsync(
        string? batch, ProgressFeed feed, VisibleBatches visible, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var outbox = new ProgressOutbox();
        using var subscription = Subscribe(batch, feed, outbox);
        // At once: whoever listens knows that it is heard before anything moves.
        yield return new SseItem<ProgressBody?>(null, "ping");
        var told = time.GetUtcNow();
        while (true)
        {
            var moved = await outbox.TakeAsync(PingAfter, cancellationToken);
            foreach (var progress in moved)
            {
                if (!await visible.IncludeAsync(progress.BatchPublicId, cancellationToken))
                    continue;
                told = time.GetUtcNow();
                yield return new SseItem<ProgressBody?>(ProgressBody.Of(progress), "progress");
            }

            // Others' batches may move all the time: whoever may not see them hears nothing of it.
            if (moved.Count > 0 && time.GetUtcNow() - told < PingAfter)
                continue;
            told = time.GetUtcNow();
            yield return new SseItem<ProgressBody?>(null, "ping");
        }
    }

    private static IDisposable Subscribe(string? batch, ProgressFeed feed, ProgressOutbox outbox) => batch is null
        ? feed.SubscribeAll(outbox.Put)
        : feed.Subscribe(batch, progress => outbox.Put([progress]));
}

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

/// <summary>
/// What one listener has not been told yet: of each batch only the last state, so that a slow listener costs no memory and
/// never misses an end. Filled by the feed's thread, emptied by the listener's.
/// </summary>
internal sealed class ProgressOutbox : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, BatchProgress> _waiting = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _filled = new(0, 1);

    public void Put(IReadOnlyList<BatchProgress> moved)
    {
        lock (_lock)
        {
            foreach (var progress in moved)
                _waiting[progress.BatchPublicId] = progress;
            if (_filled.CurrentCount == 0)
                _filled.Release();
        }
    }

    /// <returns>Empty when nothing moved for that long.</returns>
    public async Task<IReadOnlyList<BatchProgress>> TakeAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        await _filled.WaitAsync(patience, cancellationToken);
        lock (_lock)
        {
            List<BatchProgress> taken = [.. _waiting.Values];
            _waiting.Clear();
            return taken;
        }
    }

    public void Dispose() => _filled.Dispose();
}
