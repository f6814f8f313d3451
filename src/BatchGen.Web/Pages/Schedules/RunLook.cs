using BatchGen.Batches.Data;
using BatchGen.Batches.Schedules;
using BatchGen.Web.Controls;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace BatchGen.Web.Pages.Schedules;

/// <summary>How a run is shown: as its batch once there is one.</summary>
internal static class RunLook
{
    public static StateLook Of(RunSummary run, IStringLocalizer<SchedulesTexts> texts) =>
        run.BatchState is { } state ? StateLook.OfBatch(state, failedItems: 0) : OfState(run.State, texts);

    private static StateLook OfState(RunState state, IStringLocalizer<SchedulesTexts> texts) => state switch
    {
        RunState.Refused => new(StateTone.Failed, texts["StateRefused"], Icons.Material.Outlined.ErrorOutline),
        RunState.Skipped => new(StateTone.Neutral, texts["StateSkipped"], Icons.Material.Outlined.SkipNext),
        RunState.Starting => new(StateTone.Waiting, texts["StateStarting"], Icons.Material.Outlined.HourglassTop),
        RunState.Submitted => new(StateTone.Neutral, texts["StateSubmitted"], Icons.Material.Outlined.CheckCircle),
    };
}
