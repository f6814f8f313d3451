using System.CommandLine;
using BatchGen.Web.Api;
using BatchGen.Web.Remote;

namespace BatchGen.Web.CommandLine.Servers;

/// <summary><c>schedules</c>: what a server submits by itself.</summary>
internal sealed class SchedulesCommand(ServerVerbs verbs)
{
    private readonly Argument<long> _id = new("ID") { Description = "The schedule's number, as schedules list prints it." };

    public Command Build() => new("schedules", "Lists, shows, runs and switches schedules of a server.")
    {
        verbs.Make("list", "Lists schedules, with their next times.", "schedules list", ListAsync),
        verbs.Make("show", "Shows one schedule, and what it ran last.", "schedules show 3", ShowAsync, _id),
        verbs.Make("run", "Runs a schedule now, whatever its time; prints the batch's id.", "schedules run 3", RunAsync, _id),
        verbs.Make("pause", "Switches a schedule off.", "schedules pause 3", call => SwitchAsync(call, "disable"), _id),
        verbs.Make("resume", "Switches a schedule on again.", "schedules resume 3", call => SwitchAsync(call, "enable"), _id),
    };

    private static async Task<int> ListAsync(ServerCall call)
    {
        var schedules = await call.Server.GetAsync<IReadOnlyList<ScheduleBody>>("api/schedules", call.Token);
        await call.Report.SayAsync(schedules, () => Table(call, schedules));
        return ExitCodes.Success;
    }

    private static string Table(ServerCall call, IReadOnlyList<ScheduleBody> schedules)
    {
        if (schedules.Count == 0)
            return $"There are no schedules that this key may see.{Environment.NewLine}";
        var table = call.Table("Id", "State", "Next run", "Last run", "When", "Name");
        foreach (var schedule in schedules)
        {
            var next = TimeText.Of(schedule.NextRunAt, "-");
            table.Add(Number(schedule.Id), StateOf(schedule), next, schedule.LastRun?.State ?? "-", WhenOf(schedule), schedule.Name);
        }

        return table.ToString();
    }

    private async Task<int> ShowAsync(ServerCall call) => await SayAsync(call, await call.Server.GetAsync<ScheduleBody>(PathOf(call), call.Token));

    private async Task<int> RunAsync(ServerCall call)
    {
        // Broken off and sent again, it is still one run.
        var after = await SubmissionCalls.AgainAsync(
            key => call.Server.PostWorkAsync<ScheduleBody>($"{PathOf(call)}/run", new StringContent(""), key, call.Token), call.Token);
        if (after.LastRun is { Batch: null, Note: var note } run)
            throw new RemoteException(RemoteFault.Refused, "schedule_run_refused", $"The run is {run.State} and made no batch{(note is null ? "." : $": {PlainText.OfLines(note)}")}");
        await call.Report.SayAsync(after, () => $"{PlainText.Of(after.LastRun?.Batch ?? "")}{Environment.NewLine}");
        return ExitCodes.Success;
    }

    private async Task<int> SwitchAsync(ServerCall call, string way) =>
        await SayAsync(call, await call.Server.PostAsync<ScheduleBody>($"{PathOf(call)}/{way}", body: null, call.Token));

    private static async Task<int> SayAsync(ServerCall call, ScheduleBody schedule)
    {
        await call.Report.SayAsync(schedule, () => Text(schedule));
        return ExitCodes.Success;
    }

    private static string Text(ScheduleBody schedule) => new TextFacts()
        .Add("Id", Number(schedule.Id))
        .Add("Name", schedule.Name)
        .Add("State", StateOf(schedule))
        .Add("Template", $"{schedule.Template} ({schedule.TemplateId})")
        .Add("When", $"{WhenOf(schedule)} ({schedule.TimeZone})")
        .Add("Next run", TimeText.Of(schedule.NextRunAt, ""))
        .Add("Overlap", schedule.Overlap)
        .Add("Missed runs", schedule.MissedRuns)
        .Add("Folder", schedule.Folder)
        .Add("Last run", schedule.LastRun is { } last ? $"{TimeText.Of(last.At)}: {last.State}{(last.Batch is null ? "" : $" {last.Batch}")}" : null)
        .Add("Note", schedule.LastRun?.Note)
        .ToString();

    private static string StateOf(ScheduleBody schedule) => schedule.IsEnabled ? "on" : "off";

    private static string WhenOf(ScheduleBody schedule) => schedule.Cron ?? (schedule.OnceAt is { } once ? $"once, {TimeText.Of(once)}" : "-");

    private static string Number(long id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string PathOf(ServerCall call) => $"api/schedules/{Number(call.Parsed.GetRequiredValue(_id))}";
}
