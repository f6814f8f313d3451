using System.Globalization;
using BatchGen.Batches.Submission;
using BatchGen.Web.Formatting;
using Microsoft.AspNetCore.Components;

namespace BatchGen.Web.Pages.NewBatch;

public sealed partial class ContextPicker
{
    private IReadOnlyList<int> _steps = [];
    private IReadOnlyList<ContextBar> _bars = [];
    private ContextAdvice? _advice;

    [Parameter, EditorRequired] public required NewBatchForm Form { get; set; }

    [Parameter, EditorRequired] public required DryRunReport? Report { get; set; }

    /// <summary>The most tokens that the engine gives prompt and answer.</summary>
    [Parameter, EditorRequired] public required int MostTokens { get; set; }

    /// <summary>The most tokens an answer may have.</summary>
    [Parameter, EditorRequired] public required int AnswerTokens { get; set; }

    /// <summary>What an engine with so much context takes; null where no plan can be made.</summary>
    [Parameter] public Func<int, long?> BytesFor { get; set; } = _ => null;

    [Parameter] public EventCallback Changed { get; set; }

    [Parameter] public bool IsDisabled { get; set; }

    private int Limit => Form.ContextLimitTokens ?? MostTokens;

    /// <summary>Against an engine that is given the present limit.</summary>
    private long SavedBytes => _advice is { } advice && BytesFor(Limit) is { } now && BytesFor(advice.Tokens) is { } then ? now - then : 0;

    private string BarWords => string.Join("; ", _bars.Where(bar => bar.Items > 0).Select(WordsOf));

    protected override void OnParametersSet()
    {
        _steps = ContextBar.Steps(MostTokens);
        _bars = ContextBar.Of(_steps, Report?.Histogram ?? []);
        _advice = ContextAdvice.Of(Report, AnswerTokens, MostTokens);
    }

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
