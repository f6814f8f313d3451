using System.Globalization;
using System.Text.Json.Nodes;
using BatchGen.Batches.Idempotency;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Schedules;
using BatchGen.Web.Access;
using BatchGen.Web.OpenAi;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Api;

/// <summary><c>/api/schedules</c>: what runs by itself, as far as it is the caller's, as on the page.</summary>
internal static class SchedulesEndpoints
{
    private const string Tag = "Schedules";
    private const int MostRuns = 100;
    private const int UsualRuns = 20;

    public static void Map(RouteGroupBuilder submitting)
    {
        submitting.MapGet("/api/schedules", ListAsync).WithTags(Tag).WithSummary("Every schedule, with its next times and its last run")
            .Produces<IReadOnlyList<ScheduleBody>>();
        submitting.MapGet("/api/schedules/{id:long}", async (long id, HttpContext http, BatchSchedules schedules) =>
            Answer(await RequireVisibleAsync(id, http, schedules), schedules))
            .WithTags(Tag).WithSummary("One schedule").Produces<ScheduleBody>().Produces<ApiError>(404);
        submitting.MapGet("/api/schedules/{id:long}/runs", ListRunsAsync)
            .WithTags(Tag).WithSummary("What a schedule has run, newest first").Produces<IReadOnlyList<ScheduleRunBody>>().Produces<ApiError>(404);
        Change(submitting.MapPost("/api/schedules", async (HttpContext http, BatchSchedules schedules, ScheduleDraftReader drafts) =>
            await SaveAsync(null, http, schedules, drafts)), "Sets up a schedule, with a cron expression or for one time").TakesSchedule();
        Change(submitting.MapPut("/api/schedules/{id:long}", async (long id, HttpContext http, BatchSchedules schedules, ScheduleDraftReader drafts) =>
        {
            await RequireChangeableAsync(id, http, schedules);
            return await SaveAsync(id, http, schedules, drafts);
        }), "Replaces what a schedule says; what is left out is as in a new one").TakesSchedule();
        Change(submitting.MapPost("/api/schedules/{id:long}/run", RunAsync), "Runs a schedule now, whatever its time");
        Change(submitting.MapPost("/api/schedules/{id:long}/enable", (long id, HttpContext http, BatchSchedules schedules) =>
            SwitchAsync(id, http, schedules, schedules.EnableAsync)), "Switches a schedule on");
        Change(submitting.MapPost("/api/schedules/{id:long}/disable", (long id, HttpContext http, BatchSchedules schedules) =>
            SwitchAsync(id, http, schedules, schedules.DisableAsync)), "Switches a schedule off");
        submitting.MapDelete("/api/schedules/{id:long}", DeleteAsync)
            .WithTags(Tag).WithSummary("Deletes a schedule with its history; its batches stay").Produces<DeletedBody>().Produces<ApiError>(404);
    }

    private static RouteHandlerBuilder Change(RouteHandlerBuilder endpoint, string summary) =>
        endpoint.WithTags(Tag).WithSummary(summary).Produces<ScheduleBody>().Produces<ApiError>(400).Produces<ApiError>(404);

    private static void TakesSchedule(this RouteHandlerBuilder endpoint) => endpoint.Takes(
        "application/json", new JsonObject { ["name"] = "Nightly comments", ["template_id"] = 1, ["cron"] = "0 2 * * 1-5", ["time_zone"] = "Europe/Berlin", ["overlap"] = "skip", ["missed_runs"] = "run_once" });

    private static async Task<IResult> ListAsync(HttpContext http, BatchSchedules schedules) =>
        OpenAiJson.Ok((await schedules.ListAsync(http.Caller().Visible.OwnerId, http.RequestAborted)).Select(schedule => Body(schedule, schedules)));

    private static async Task<IResult> ListRunsAsync(long id, long? before, string? limit, HttpContext http, BatchSchedules schedules)
    {
        await RequireVisibleAsync(id, http, schedules);
        return OpenAiJson.Ok(
            (await schedules.ListRunsAsync(id, before, QueryNumbers.Limit(limit, MostRuns, UsualRuns), http.RequestAborted)).Select(ScheduleRunBody.Of));
    }

    private static async Task<IResult> SaveAsync(long? id, HttpContext http, BatchSchedules schedules, ScheduleDraftReader drafts)
    {
        var outcome = Accepted(await schedules.SaveAsync(id, await drafts.ReadAsync(http), http.Caller().AsAuthor, http.RequestAborted), id);
        return Answer(await RequireVisibleAsync(((ScheduleSaved)outcome).Id, http, schedules), schedules);
    }

    private static async Task<IResult> RunAsync(long id, HttpContext http, BatchSchedules schedules, ScheduleRunner runner, IdempotentCalls calls)
    {
        await RequireChangeableAsync(id, http, schedules);
        return await calls.RunAsync(http, "schedules", id.ToString(CultureInfo.InvariantCulture), RunAndShowAsync, _ => ShowAsync());

        async Task<ScheduleBody> RunAndShowAsync(HeldKey? key)
        {
            Accepted(await runner.RunNowAsync(id, key, http.RequestAborted), id);
            return await ShowAsync();
        }

        async Task<ScheduleBody> ShowAsync() => Body(await RequireVisibleAsync(id, http, schedules), schedules);
    }

    private static async Task<IResult> SwitchAsync(
        long id, HttpContext http, BatchSchedules schedules, Func<long, CancellationToken, Task<ScheduleOutcome>> work)
    {
        await RequireChangeableAsync(id, http, schedules);
        Accepted(await work(id, http.RequestAborted), id);
        return Answer(await RequireVisibleAsync(id, http, schedules), schedules);
    }

    private static async Task<IResult> DeleteAsync(long id, HttpContext http, BatchSchedules schedules)
    {
        await RequireChangeableAsync(id, http, schedules);
        Accepted(await schedules.DeleteAsync(id, http.RequestAborted), id);
        return OpenAiJson.Ok(new DeletedBody(id.ToString(CultureInfo.InvariantCulture), "schedule", true));
    }

    private static IResult Answer(ScheduleSummary schedule, BatchSchedules schedules) => OpenAiJson.Ok(Body(schedule, schedules));

    private static ScheduleBody Body(ScheduleSummary schedule, BatchSchedules schedules) => ScheduleBody.Of(schedule, schedules.Preview(schedule.Draft));

    private static async Task<ScheduleSummary> RequireVisibleAsync(long id, HttpContext http, BatchSchedules schedules)
    {
        var schedule = await schedules.GetAsync(id, http.RequestAborted) ?? throw NotFound(id);
        http.Caller().RequireMaySee(schedule.OwnerId, NotFound(id));
        return schedule;
    }

    private static async Task RequireChangeableAsync(long id, HttpContext http, BatchSchedules schedules)
    {
        var schedule = await schedules.GetAsync(id, http.RequestAborted) ?? throw NotFound(id);
        http.Caller().RequireMayChange(schedule.OwnerId, NotFound(id));
    }

    /// <exception cref="RequestRefusedException">It was refused.</exception>
    private static ScheduleOutcome Accepted(ScheduleOutcome outcome, long? id) => outcome switch
    {
        // Between the look and the deed, somebody else deleted it.
        ScheduleRefused { Code: ScheduleErrorCodes.NotFound } when id is { } gone => throw NotFound(gone),
        ScheduleRefused refused => throw new RequestRefusedException(refused.Code, refused.Sentence),
        _ => outcome,
    };

    private static RequestRefusedException NotFound(long id) =>
        new(ScheduleErrorCodes.NotFound, $"There is no schedule {id}; it may have been deleted.", "id") { IsNotFound = true };
}
