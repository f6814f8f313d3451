using BatchGen.Web.Pages.NewBatch;
using Bunit;
using MudBlazor;

namespace BatchGen.Web.Tests.Pages.NewBatch;

/// <summary>The New batch page, and what is pressed on it.</summary>
public abstract class NewBatchTestBase : PageTestBase
{
    /// <summary>Selects show their lists through the popover provider, as in the layout.</summary>
    protected IRenderedComponent<NewBatchPage> RenderPage()
    {
        Render<MudPopoverProvider>();
        return Render<NewBatchPage>();
    }

    protected static AngleSharp.Dom.IElement Chip(IRenderedComponent<NewBatchPage> page, string word) =>
        page.FindAll(".chip").Single(chip => chip.TextContent == word);

    protected static AngleSharp.Dom.IElement SubmitButton(IRenderedComponent<NewBatchPage> page) => page.Find(".submit-bar .mud-button-filled");
}
