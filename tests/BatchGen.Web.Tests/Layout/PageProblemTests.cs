using BatchGen.Web.Layout;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace BatchGen.Web.Tests.Layout;

public sealed class PageProblemTests : PageTestBase
{
    [Fact]
    public void Retry_DrawsThePageAgain_WhenItsCauseIsGone()
    {
        var isBroken = true;
        var page = Render(Page(() => isBroken ? throw new InvalidOperationException("The database is locked.") : "all is well"));
        Assert.Contains("The database is locked.", page.Markup, StringComparison.Ordinal);

        isBroken = false;
        page.Find("button").Click();

        page.WaitForAssertion(() => Assert.Contains("all is well", page.Markup, StringComparison.Ordinal));
    }

    /// <summary>As the layout stands around a page.</summary>
    private static RenderFragment Page(Func<string> content) => builder =>
    {
        ErrorBoundary? boundary = null;
        builder.OpenComponent<ErrorBoundary>(0);
        builder.AddComponentParameter(1, nameof(ErrorBoundary.ChildContent), (RenderFragment)(child => child.AddContent(0, content())));
        builder.AddComponentParameter(2, nameof(ErrorBoundary.ErrorContent), (RenderFragment<Exception>)(error => problem =>
        {
            problem.OpenComponent<PageProblem>(0);
            problem.AddComponentParameter(1, nameof(PageProblem.Error), error);
            problem.AddComponentParameter(2, nameof(PageProblem.Retry), EventCallback.Factory.Create(boundary!, () => boundary!.Recover()));
            problem.CloseComponent();
        }));
        builder.AddComponentReferenceCapture(3, reference => boundary = (ErrorBoundary)reference);
        builder.CloseComponent();
    };
}
