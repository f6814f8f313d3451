using AngleSharp.Dom;
using BatchGen.Batches.Limits;
using BatchGen.Web.Pages.Admin;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Pages;

public sealed class AdminPageTests : PageTestBase
{
    [Fact]
    public async Task Apply_ChangesTheLimitAndListsTheChange()
    {
        var page = Open();

        await ApplyAsync(page, "CUDA0", "12 GiB");

        page.WaitForAssertion(() => Assert.Contains("12 GiB", page.Find(".audit").TextContent, StringComparison.Ordinal));
        Assert.Equal(12L << 30, Services.GetRequiredService<DeviceLimits>().Find("CUDA0")?.LimitBytes);
        Assert.Contains("limit 12.0 GiB", Form(page, "CUDA0").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_SaysWhyNot_WhenTheLimitIsNoGood()
    {
        var page = Open();

        await ApplyAsync(page, "CUDA0", "a lot");

        page.WaitForAssertion(() => Assert.Contains("limit_not_a_number", Form(page, "CUDA0").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("limit_not_a_number", Form(page, "CPU").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<AdminPage> Open()
    {
        var page = Render<AdminPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll(".limit").Count));
        return page;
    }

    private static async Task ApplyAsync(IRenderedComponent<AdminPage> page, string device, string limit)
    {
        await page.InvokeAsync(() => Form(page, device).QuerySelectorAll("input[type=text]")[0].Input(limit));
        await page.InvokeAsync(() => Form(page, device).QuerySelectorAll("button")[^1].Click());
    }

    private static IElement Form(IRenderedComponent<AdminPage> page, string device) => page.Find($".limit[aria-label={device}]");
}
