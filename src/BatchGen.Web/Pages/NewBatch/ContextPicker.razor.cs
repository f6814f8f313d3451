using System.Globalization;
using BatchGen.Batches.Submission;
using BatchGen.Engine.Planning;
using BatchGen.Web.Formatting;
using Microsoft.AspNetCore.Components;

namespace BatchGen.Web.Pages.NewBatch;

public sealed partial class ContextPicker
{
    private IReadOnlyList<int> _steps = [];
    private IReadOnlyList<ContextBar> _bars = [];

    [Parameter, EditorRequired] public required NewBatchForm Form { get; set; }

    [Parameter, EditorRequired] public required DryRunReport? Report { get; set; }

    /// <summary>The most tokens that prompt and answer may have: what the model was trained on.</summary>
    [Parameter, EditorRequired] public required int MostTokens { get; set; }

    /// <summary>Taken when nobody says.</summary>
    [Parameter, EditorRequired] public required int StandardTokens { get; set; }

    /// <summary>Null while nothing is counted, or no plan can be made.</summary>
    [Parameter, EditorRequired] public required ContextAdvice? Advice { get; set; }

    [Parameter] public EventCallback<ContextAdvice> Taken { get; set; }

    [Parameter] public EventCallback Changed { get; set; }

    [Parameter] public bool IsDisabled { get; set; }

    private int Limit => Form.ContextLimitTokens ?? StandardTokens;

    private string BarWords => string.Join("; ", _bars.Where(bar => bar.Items > 0).Select(WordsOf));

    protected override void OnParametersSet()
    {
        _steps = ContextBar.Steps(MostTokens);
        _bars = ContextBar.Of(_steps, Report?.Histogram ?? []);
    }

    /// <summary>The saving is against the whole context, which is what an engine takes that nobody sizes.</summary>
    private string WordsOf(ContextAdvice advice) =>
        L["ContextRecommended", CountText.Of(advice.ContextTokens, "token"), CountText.Of(advice.Slots, "slot"), ByteText.Of(advice.Bytes)]
        + (advice.SavedBytes > 0 ? $" {L["ContextSaves", ByteText.Of(advice.SavedBytes)]}" : "");

    private string WordsOf(ContextBar bar) =>
        L["BarWords", CountText.Of(bar.FromTokens), CountText.Of(bar.ToTokens, "token"), CountText.Of(bar.Items, "item")];

    // A bar with one item among thousands is still to be seen.
    private static string HeightOf(ContextBar bar) =>
        bar.Items == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(4, bar.Share * 100):0.#}%");

    private Task TypedAsync(ChangeEventArgs change)
    {
        Form.ContextLimitTokens = int.TryParse(change.Value as string, CultureInfo.InvariantCulture, out var tokens) && tokens > 0 ? tokens : null;
        return Changed.InvokeAsync();
    }

    private Task SetAsync(int tokens)
    {
        Form.ContextLimitTokens = tokens;
        return Changed.InvokeAsync();
    }
}
