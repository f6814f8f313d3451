using Markdig.Syntax;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace BatchGen.Web.Controls.Answers;

public sealed partial class AnswerText
{
    /// <summary>What is shown of a long answer at first: some thousand lines are as many elements.</summary>
    internal const int FirstCharacters = 20_000;

    /// <summary>
    /// More than this is not laid out. Markdig 1.6 reads "[a](" over and over in quadratic time: 20,000 characters take it
    /// 0.3 s, 50,000 take 2.9 s, 200,000 take 13 s; no other opening that was tried takes more than 1.5 s.
    /// </summary>
    internal const int MaxRenderedCharacters = 50_000;

    private IJSObjectReference? _module;
    private AnswerView _view;
    private MarkdownDocument? _document;
    private string _shown = "";
    private string? _read;
    private bool _isWhole;
    private bool _isTooLongToRender;

    [Parameter, EditorRequired] public required string Text { get; set; }

    /// <summary>The answer is source and no Markdown: underscores and indents in it mean what they are.</summary>
    [Parameter] public bool IsSource { get; set; }

    [Inject] public required IJSRuntime Script { get; init; }

    private IReadOnlyList<Choice<AnswerView>> Views =>
        [new(AnswerView.Rendered, L["ViewRendered"]), new(AnswerView.Text, L["ViewText"])];

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser left; its module left with it.
        }
    }

    protected override void OnParametersSet()
    {
        // Read again, an item brings the same words in another string: what was opened stays open.
        if (_read == Text)
            return;
        _read = Text;
        _isWhole = false;
        Prepare();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            _module = await Script.InvokeAsync<IJSObjectReference>("import", "./Controls/Answers/AnswerText.razor.js");
            if (!Enum.TryParse<AnswerView>(await _module.InvokeAsync<string?>("recall"), out var liked) || liked == _view)
                return;
            Take(liked);
            StateHasChanged();
        }
        catch (JSDisconnectedException)
        {
            // Left while the page was being set up.
        }
    }

    private async Task ChooseAsync(AnswerView view)
    {
        Take(view);
        if (_module is not null)
            await _module.InvokeVoidAsync("remember", view.ToString());
    }

    private void ShowAll()
    {
        _isWhole = true;
        Prepare();
    }

    private void Take(AnswerView view)
    {
        _view = view;
        Prepare();
    }

    private void Prepare()
    {
        _shown = _isWhole ? Text : BeginningOf(Text);
        var isRendered = _view is AnswerView.Rendered && !IsSource;
        _isTooLongToRender = isRendered && _shown.Length > MaxRenderedCharacters;
        _document = isRendered && !_isTooLongToRender ? AnswerMarkdown.Read(_shown) : null;
    }

    /// <summary>Whole lines where there are any.</summary>
    private static string BeginningOf(string text)
    {
        if (text.Length <= FirstCharacters)
            return text;
        var lineEnd = text.LastIndexOf('\n', FirstCharacters - 1);
        return text[..(lineEnd > 0 ? lineEnd : FirstCharacters)];
    }
}
