using BatchGen.Batches.Execution;
using BatchGen.Web.Access;
using BatchGen.Web.OpenAi;

namespace BatchGen.Web.Api;

/// <summary><c>/api/queue</c>: whether work is begun at all, on every machine.</summary>
internal static class QueueEndpoints
{
    private const string Tag = "Batches";

    /// <param name="operating">Whoever changes everybody's batches.</param>
    public static void Map(RouteGroupBuilder reading, RouteGroupBuilder operating)
    {
        reading.MapGet("/api/queue", (QueueControl queue) => OpenAiJson.Ok(QueueBody.Of(queue)))
            .WithTags(Tag).WithSummary("Whether the queue is paused, since when and by whom").Produces<QueueBody>();
        operating.MapPost("/api/queue/pause", (HttpContext http, QueueControl queue) => ChangeAsync(queue, queue.PauseAsync, http))
            .WithTags(Tag).WithSummary("Lets nothing begin any more, on any machine; what runs is given back").Produces<QueueBody>();
        operating.MapPost("/api/queue/resume", (HttpContext http, QueueControl queue) => ChangeAsync(queue, queue.ResumeAsync, http))
            .WithTags(Tag).WithSummary("Goes on with everything").Produces<QueueBody>();
    }

    private static async Task<IResult> ChangeAsync(QueueControl queue, Func<string, CancellationToken, Task> change, HttpContext http)
    {
        await change(http.Caller().Name, CancellationToken.None);
        return OpenAiJson.Ok(QueueBody.Of(queue));
    }
}

/// <param name="PausedAt">Null while it runs.</param>
/// <param name="PausedBy">Null while it runs.</param>
internal sealed record QueueBody(bool IsPaused, DateTimeOffset? PausedAt, string? PausedBy)
{
    public static QueueBody Of(QueueControl queue) => new(queue.Pause is not null, queue.Pause?.At, queue.Pause?.By);
}
