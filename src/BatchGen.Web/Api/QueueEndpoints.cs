using BatchGen.Batches.Execution;
using BatchGen.Batches.Nights;
using BatchGen.Web.Access;
using BatchGen.Web.Wire;
namespace BatchGen.Web.Api;

/// <summary><c>/api/queue</c>: whether work is begun at all, on every machine.</summary>
internal static class QueueEndpoints
{
    private const string Tag = "Batches";

    /// <param name="operating">Whoever changes everybody's batches.</param>
    public static void Map(RouteGroupBuilder reading, RouteGroupBuilder operating)
    {
        reading.MapGet("/api/queue", (QueueControl queue, QueueHours hours) => OpenAiJson.Ok(QueueBody.Of(queue, hours)))
            .WithTags(Tag).WithSummary("Whether the queue is paused, since when and by whom, and its work hours").Produces<QueueBody>();
        operating.MapPost("/api/queue/pause", (HttpContext http, QueueControl queue, QueueHours hours) => ChangeAsync(queue, hours, queue.PauseAsync, http))
            .WithTags(Tag).WithSummary("Lets nothing begin any more, on any machine; what runs is given back").Produces<QueueBody>();
        operating.MapPost("/api/queue/resume", (HttpContext http, QueueControl queue, QueueHours hours) => ChangeAsync(queue, hours, queue.ResumeAsync, http))
            .WithTags(Tag).WithSummary("Goes on with everything").Produces<QueueBody>();
    }

    private static async Task<IResult> ChangeAsync(QueueControl queue, QueueHours hours, Func<string, CancellationToken, Task> change, HttpContext http)
    {
        await change(http.Caller().Name, CancellationToken.None);
        return OpenAiJson.Ok(QueueBody.Of(queue, hours));
    }
}

/// <param name="PausedAt">Null while it runs.</param>
/// <param name="PausedBy">Null while it runs.</param>
/// <param name="IsOpen">It is within the queue's work hours.</param>
/// <param name="OpensAt">When work goes on; null within the hours.</param>
/// <param name="ClosesAt">When the present stretch of work hours ends; null outside of them, and when they never end.</param>
/// <param name="Hours">As they were set (Nights:Hours); empty is at all hours.</param>
/// <param name="TimeZone">Whose clocks they mean.</param>
internal sealed record QueueBody(
    bool IsPaused, DateTimeOffset? PausedAt, string? PausedBy, bool IsOpen, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt, string Hours, string TimeZone)
{
    public static QueueBody Of(QueueControl queue, QueueHours hours) => new(
        queue.Pause is not null, queue.Pause?.At, queue.Pause?.By, hours.IsOpen, hours.OpensAt, hours.ClosesAt, hours.Text, hours.Hours.Zone.Id);
}
