using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using BatchGen.Batches.Progress;

namespace BatchGen.Web.Api;

/// <summary>
/// <c>GET /api/events?batch=…</c>: server-sent events. "progress" whenever a batch moved, at most ten times a second;
/// "ping" when nothing did for a while, so that both ends know the other is there.
/// </summary>
internal static class EventsEndpoint
{
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(15);

    public static void Map(RouteGroupBuilder reading) => reading.MapGet("/api/events", (string? batch, ProgressFeed feed, CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(FollowAsync(batch, feed, cancellationToken)))
        .WithTags("Batches").WithSummary("Follows batches as server-sent events");

    private static async IAsyncEnumerable<SseItem<ProgressBody?>> FollowAsync(
        string? batch, ProgressFeed feed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var outbox = new ProgressOutbox();
        using var subscription = Subscribe(batch, feed, outbox);
        // At once: whoever listens knows that it is heard before anything moves.
        yield return new SseItem<ProgressBody?>(null, "ping");
        while (true)
        {
            var moved = await outbox.TakeAsync(PingAfter, cancellationToken);
            foreach (var progress in moved)
                yield return new SseItem<ProgressBody?>(ProgressBody.Of(progress), "progress");
            if (moved.Count == 0)
                yield return new SseItem<ProgressBody?>(null, "ping");
        }
    }

    private static IDisposable Subscribe(string? batch, ProgressFeed feed, ProgressOutbox outbox) => batch is null
        ? feed.SubscribeAll(outbox.Put)
        : feed.Subscribe(batch, progress => outbox.Put([progress]));
}
