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
