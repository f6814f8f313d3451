using BatchGen.Batches.Schedules;
using BatchGen.Web.OpenAi;

namespace BatchGen.Web.Api;

/// <summary><c>/api/schedules</c>: what runs by itself. They are set up on their page.</summary>
internal static class SchedulesEndpoints
{
    private const string Tag = "Schedules";
    private const int MostRuns = 100;
    private const int UsualRuns = 20;

    public static void Map(RouteGroupBuilder operating)
    {
        operating.MapGet("/api/schedules", async (BatchSchedules schedules, CancellationToken cancellationToken) =>
            OpenAiJson.Ok((await schedules.ListAsync(ownerId: null, cancellationToken)).Select(ScheduleBody.Of)))
            .WithTags(Tag).WithSummary("Every schedule, with its last run").Produces<IReadOnlyList<ScheduleBody>>();
        operating.MapGet("/api/schedules/{id:long}", async (long id, BatchSchedules schedules, CancellationToken cancellationToken) =>
            await schedules.GetAsync(id, cancellationToken) is { } found ? OpenAiJson.Ok(ScheduleBody.Of(found)) : NotFound(id))
            .WithTags(Tag).WithSummary("One schedule").Produces<ScheduleBody>().Produces<ApiError>(404);
        operating.MapGet("/api/schedules/{id:long}/runs", async (long id, long? before, string? limit, BatchSchedules schedules, CancellationToken cancellationToken) =>
            OpenAiJson.Ok((await schedules.ListRunsAsync(id, before, QueryNumbers.Limit(limit, MostRuns, UsualRuns), cancellationToken)).Select(ScheduleRunBody.Of)))
            .WithTags(Tag).WithSummary("What a schedule has run, newest first").Produces<IReadOnlyList<ScheduleRunBody>>();
        Change(operating.MapPost("/api/schedules/{id:long}/run", (long id, ScheduleRunner runner, BatchSchedules schedules, CancellationToken cancellationToken) =>
            AnswerAsync(id, runner.RunNowAsync(id, cancellationToken), schedules, cancellationToken)), "Runs a schedule now, whatever its time");
        Change(operating.MapPost("/api/schedules/{id:long}/enable", (long id, BatchSchedules schedules, CancellationToken cancellationToken) =>
            AnswerAsync(id, schedules.EnableAsync(id, cancellationToken), schedules, cancellationToken)), "Switches a schedule on");
        Change(operating.MapPost("/api/schedules/{id:long}/disable", (long id, BatchSchedules schedules, CancellationToken cancellationToken) =>
            AnswerAsync(id, schedules.DisableAsync(id, cancellationToken), schedules, cancellationToken)), "Switches a schedule off");
    }

    private static void Change(RouteHandlerBuilder endpoint, string summary) =>
        endpoint.WithTags(Tag).WithSummary(summary).Produces<ScheduleBody>().Produces<ApiError>(400).Produces<ApiError>(404);

    /// <summary>The schedule as it is afterwards.</summary>
    private static async Task<IResult> AnswerAsync(long id, Task<ScheduleOutcome> work, BatchSchedules schedules, CancellationToken cancellationToken) => await work switch
    {
        ScheduleRefused { Code: not ScheduleErrorCodes.NotFound } refused => ApiError.Refuse(StatusCodes.Status400BadRequest, refused.Code, refused.Message),
        ScheduleRefused => NotFound(id),
        _ => await schedules.GetAsync(id, cancellationToken) is { } now ? OpenAiJson.Ok(ScheduleBody.Of(now)) : NotFound(id),
    };

    private static IResult NotFound(long id) =>
        ApiError.Refuse(StatusCodes.Status404NotFound, ScheduleErrorCodes.NotFound, $"There is no schedule {id}; it may have been deleted.", "id");
}
