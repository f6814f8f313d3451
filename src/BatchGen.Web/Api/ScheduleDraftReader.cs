using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Schedules;
using BatchGen.Batches.Templates;
using BatchGen.Web.Access;
using BatchGen.Web.Wire;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Api;

/// <summary>Reads a schedule's body: all of it, since a PUT replaces the schedule. What is not said is as on the page of a new one.</summary>
internal sealed class ScheduleDraftReader(TemplateQueries templates, IOptionsMonitor<ScheduleOptions> defaults)
{
    /// <exception cref="RequestRefusedException">A field is wrong.</exception>
    /// <exception cref="NotAllowedException">A folder was named by somebody who may not have one watched.</exception>
    public async Task<ScheduleDraft> ReadAsync(HttpContext http)
    {
        var body = await BodyFields.ReadAsync(http, "name", "template_id", "cron", "once_at", "time_zone", "overlap", "missed_runs", "folder", "read_files");
        var draft = new ScheduleDraft(
            body.RequiredText("name"),
            await VisibleAsync(body.RequiredNumber("template_id"), http),
            body.Text("cron"),
            body.Moment("once_at"),
            body.Text("time_zone") ?? "UTC",
            body.Choice<OverlapPolicy>("overlap") ?? defaults.CurrentValue.DefaultOverlap,
            body.Choice<MissedRunPolicy>("missed_runs") ?? defaults.CurrentValue.DefaultMissedRuns,
            body.Text("folder"),
            body.Choice<ReadFilePolicy>("read_files") ?? ReadFilePolicy.Move);
        if (draft is { Cron: not null, OnceAt: not null })
            throw new RequestRefusedException(ScheduleErrorCodes.InvalidTime, "The schedule has 'cron' and 'once_at'. Give one of them.", "once_at");
        // A folder holds what anybody put there: submitters run their own prompts only.
        if (draft.Folder is not null && !http.Caller().May(Rights.Operate))
            throw new NotAllowedException();
        return draft;
    }

    /// <returns>0, which no template has, for one that the caller may not see.</returns>
    private async Task<long> VisibleAsync(long id, HttpContext http) =>
        await templates.GetAsync(id, http.RequestAborted) is { } template && http.Caller().MaySee(template.Summary.OwnerId) ? id : 0;
}
