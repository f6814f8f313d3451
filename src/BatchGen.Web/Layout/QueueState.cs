using BatchGen.Batches.Data;
using BatchGen.Batches.Progress;
using BatchGen.Engine.Client;
using BatchGen.Web.Controls;
using BatchGen.Web.Formatting;
using MudBlazor;

namespace BatchGen.Web.Layout;

/// <summary>The whole queue in one word, for the pill that every page shows.</summary>
internal sealed record QueueState(StateTone Tone, string Word, string Icon, string Title)
{
    public static QueueState Idle { get; } =
        new(StateTone.Neutral, "Idle", Icons.Material.Outlined.NightsStay, "Nothing runs and nothing waits.");

    public static QueueState Of(IReadOnlyList<BatchProgress> batches, IReadOnlyList<EngineStatus> engines, QueuePause? pause = null)
    {
        if (pause is not null)
            return new QueueState(StateTone.Waiting, "Paused", Icons.Material.Outlined.PauseCircle, $"The queue is paused by {pause.By}. Resume it on the dashboard.");
        if (engines.FirstOrDefault(engine => engine.State is EngineState.Failed) is { } broken)
            return new QueueState(StateTone.Failed, "Problem", Icons.Material.Outlined.ErrorOutline, broken.Problem ?? "An engine failed.");
        if (engines.FirstOrDefault(engine => engine.State is EngineState.Restarting) is { } returning)
            return new QueueState(StateTone.Waiting, "Restarting", Icons.Material.Outlined.RestartAlt, returning.Problem ?? "An engine restarts.");
        if (engines.FirstOrDefault(engine => engine.State is EngineState.Waiting) is { } waiting)
            return new QueueState(StateTone.Waiting, "Waiting", Icons.Material.Outlined.Schedule, waiting.WaitingReason ?? "An engine waits for memory.");
        if (batches.Count > 0)
            return Running(batches);
        if (engines.FirstOrDefault(engine => engine.State is EngineState.Loading or EngineState.Starting) is { } loading)
            return new QueueState(StateTone.Waiting, $"Loading {loading.LoadProgress:P0}", Icons.Material.Outlined.HourglassTop, "The model is being loaded.");
        return Idle;
    }

    private static QueueState Running(IReadOnlyList<BatchProgress> batches)
    {
        var items = batches.Sum(batch => batch.Running.Count);
        var left = batches.Sum(batch => batch.TotalItems - batch.FinishedItems);
        return new QueueState(
            StateTone.Running,
            $"Running {CountText.Of(items)}",
            Icons.Material.Outlined.Autorenew,
            $"{CountText.Of(items, "item")} in the engine, {CountText.Of(left, "item")} left.");
    }
}
