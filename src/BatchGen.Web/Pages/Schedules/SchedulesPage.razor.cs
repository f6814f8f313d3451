using System.Globalization;
using BatchGen.Batches.Data;
using BatchGen.Batches.Schedules;
using BatchGen.Web.Access;
using BatchGen.Web.Live;
using BatchGen.Web.Sentences;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace BatchGen.Web.Pages.Schedules;

public sealed partial class SchedulesPage
{
    private static readonly TimeSpan ReadPause = TimeSpan.FromMilliseconds(300);

    private Caller? _caller;
    private IReadOnlyList<ScheduleSummary>? _schedules;
    private RefreshGate? _gate;
    private long? _running;

    [Inject] public required CurrentCaller Callers { get; init; }

    [Inject] public required BatchSchedules Schedules { get; init; }

    [Inject] public required ScheduleRunner Runner { get; init; }

    [Inject] public required ISnackbar Messages { get; init; }

    protected override async Task OnInitializedAsync()
    {
        if (!IsLive)
            return;
        _caller = await Callers.GetAsync();
        _gate = new RefreshGate(() => ShowAsync(ReadAsync), Clock, ReadPause);
        Follow(Schedules.Subscribe(() => _ = InvokeAsync(_gate.AskAsync)));
        await ReadAsync();
    }

    /// <summary>Whoever may change schedules sees just those that they may change.</summary>
    private async Task ReadAsync() => _schedules = await Schedules.ListAsync(_caller!.Visible.OwnerId, Leaving);

    private string Next(ScheduleSummary schedule) => schedule switch
    {
        { NextRunAt: { } next } => ScheduleZones.In(next, schedule.Draft.TimeZone).ToString("g", CultureInfo.CurrentCulture),
        { IsEnabled: false } => L["Off"],
        _ => L["NeverAgain"],
    };

    /// <summary>The zone the schedule means, and the same moment where the server stands.</summary>
    private static string NextHere(ScheduleSummary schedule) => schedule.NextRunAt is { } next
        ? $"{schedule.Draft.TimeZone} · {ScheduleZones.In(next, ScheduleZones.Own).ToString("f", CultureInfo.CurrentCulture)} {ScheduleZones.Own}"
        : schedule.Draft.TimeZone;

    private async Task SwitchAsync(ScheduleSummary schedule)
    {
        Tell(schedule.IsEnabled ? await Schedules.DisableAsync(schedule.Id, CancellationToken.None) : await Schedules.EnableAsync(
            schedule.Id, CancellationToken.None));
        await ReadAsync();
    }

    private async Task RunAsync(ScheduleSummary schedule)
    {
        _running = schedule.Id;
        var outcome = await Runner.RunNowAsync(schedule.Id, CancellationToken.None);
        _running = null;
        Tell(outcome);
        if (outcome is ScheduleRan ran)
        {
            foreach (var run in ran.Runs)
                Messages.Add(
                    run.State is RunState.Submitted ? L["RanOne", schedule.Draft.Name] : L["RanRefused", run.Note is { } note ? SpokenSentence.Of(note) : ""],
                    run.State is RunState.Submitted ? Severity.Success : Severity.Warning);
        }

        await ReadAsync();
    }

    private void Tell(ScheduleOutcome outcome)
    {
        if (outcome is ScheduleRefused refused)
            Messages.Add(SpokenSentence.Of(refused.Sentence, refused.Code), Severity.Warning);
    }
}
