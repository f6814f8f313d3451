using BatchGen.Batches.Data;
using BatchGen.Batches.Progress;
using BatchGen.Engine.Client;
using BatchGen.Inference.Sentences;
using BatchGen.Web.Controls;
using BatchGen.Web.Formatting;
using BatchGen.Web.Localization;
using BatchGen.Web.Sentences;
using MudBlazor;

namespace BatchGen.Web.Layout;

/// <summary>The whole queue in one word, for the pill that every page shows; in the language of whoever asks.</summary>
internal sealed record QueueState(StateTone Tone, string Word, string Icon, string Title)
{
    /// <param name="closed">Why nothing is begun just now; null during work hours.</param>
    public static QueueState Of(IReadOnlyList<BatchProgress> batches, IReadOnlyList<EngineStatus> engines, QueuePause? pause = null, Sentence? closed = null)
    {
        if (pause is not null)
            return Say(StateTone.Waiting, "Paused", Icons.Material.Outlined.PauseCircle, Texts<LayoutTexts>.Of("StatePausedTitle", pause.By));
        if (Find(engines, EngineState.Failed) is { } broken)
            return Say(StateTone.Failed, "Problem", Icons.Material.Outlined.ErrorOutline, Spoken(broken.Problem));
        if (Find(engines, EngineState.Restarting) is { } returning)
            return Say(StateTone.Waiting, "Restarting", Icons.Material.Outlined.RestartAlt, Spoken(returning.Problem));
        if (Find(engines, EngineState.Waiting) is { } waiting)
            return Say(StateTone.Waiting, "Waiting", Icons.Material.Outlined.Schedule, Spoken(waiting.WaitingReason));
        if (closed is not null && !batches.Any(batch => batch.Running.Count > 0))
            return Say(StateTone.Waiting, "Closed", Icons.Material.Outlined.Bedtime, Spoken(closed));
        if (batches.Count > 0)
            return Running(batches);
        if ((Find(engines, EngineState.Loading) ?? Find(engines, EngineState.Starting)) is { } loading)
            return Say(StateTone.Waiting, "Loading", Icons.Material.Outlined.HourglassTop, Texts<LayoutTexts>.Of("StateLoadingTitle"), loading.LoadProgress);
        return Say(StateTone.Neutral, "Idle", Icons.Material.Outlined.NightsStay, title: null);
    }

    private static string? Spoken(Sentence? sentence) => sentence is null ? null : SpokenSentence.Of(sentence);

    private static EngineStatus? Find(IReadOnlyList<EngineStatus> engines, EngineState state) => engines.FirstOrDefault(engine => engine.State == state);

    private static QueueState Running(IReadOnlyList<BatchProgress> batches)
    {
        var items = batches.Sum(batch => batch.Running.Count);
        var left = batches.Sum(batch => batch.TotalItems - batch.FinishedItems);
        return Say(
            StateTone.Running,
            "Running",
            Icons.Material.Outlined.Autorenew,
            Texts<LayoutTexts>.Of("StateRunningTitle", CountText.Of(items, "item"), CountText.Of(left, "item")),
            CountText.Of(items));
    }

    /// <param name="state">Names the word, and the title where there is no better one, among the texts of this folder.</param>
    private static QueueState Say(StateTone tone, string state, string icon, string? title, params object[] values) =>
        new(tone, Texts<LayoutTexts>.Of($"State{state}", values), icon, title ?? Texts<LayoutTexts>.Of($"State{state}Title"));
}
