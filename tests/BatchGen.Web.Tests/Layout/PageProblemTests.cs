using BatchGen.Testing;
using BatchGen.Web.Layout;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Data.Sqlite;

namespace BatchGen.Web.Tests.Layout;

public sealed class PageProblemTests : PageTestBase
{
    private readonly ScriptedTime _time;

    public PageProblemTests()
        : this(new ScriptedTime())
    {
    }

    private PageProblemTests(ScriptedTime time)
        : base(time) => _time = time;

    [Fact]
    public async Task Page_ComesBackByItself_WhenTheDatabaseDoes()
    {
        var isAway = true;
        var page = Render(Page(() => isAway ? throw new SqliteException("raw words", 13) : "all is well"));
        Assert.Contains("The database cannot be reached or written.", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("raw words", page.Markup, StringComparison.Ordinal);

        isAway = false;
        await _time.AlarmsAsync(1);
        _time.Advance(TimeSpan.FromSeconds(5));

        page.WaitForAssertion(() => Assert.Contains("all is well", page.Markup, StringComparison.Ordinal));
    }

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
