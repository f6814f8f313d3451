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

    /// <summary>Waits until the page has gone to an address that matches.</summary>
    /// <exception cref="TimeoutException">It did not; with what the page says instead.</exception>
    public static async Task ArriveAsync(this IPage page, string pattern)
    {
        try
        {
            await page.WaitForURLAsync(pattern);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"The page is still at {page.Url}, and says: {await page.Locator("body").InnerTextAsync()}", late);
        }
    }

    /// <summary>Opens a page that has no circuit: signing in, and what others made.</summary>
    public static Task GotoStillAsync(this IPage page, string path) => page.GotoAsync(path);
}
