using Microsoft.Playwright;

namespace BatchGen.EndToEnd;

internal static class PageSteps
{
    /// <summary>Opens a page and waits for its circuit: before that it shows but does not hear.</summary>
    public static async Task GotoLiveAsync(this IPage page, string path)
    {
        await page.GotoAsync(path);
        await page.Locator("[data-live=true]").WaitForAsync();
    }

    /// <summary>Opens a page that has no circuit: signing in, and what others made.</summary>
    public static Task GotoStillAsync(this IPage page, string path) => page.GotoAsync(path);
}
