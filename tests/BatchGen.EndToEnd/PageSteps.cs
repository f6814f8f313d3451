using System.Text.RegularExpressions;
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

    /// <summary>
    /// Waits until the page has gone to an address that matches. Asked again and again: a wait for the navigation itself misses one that
    /// comes while it begins, and then waits beside a page that is there.
    /// </summary>
    /// <param name="pattern">An address in which <c>*</c> stands for anything but a slash, and <c>**</c> for anything.</param>
    /// <exception cref="TimeoutException">It did not; with what the page says instead.</exception>
    public static async Task ArriveAsync(this IPage page, string pattern)
    {
        var address = Regex.Escape(pattern).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        try
        {
            await Assertions.Expect(page).ToHaveURLAsync(new Regex($"^{address}$"));
        }
        catch (PlaywrightException late)
        {
            throw new TimeoutException($"The page is still at {page.Url}, and says: {await page.Locator("body").InnerTextAsync()}", late);
        }
    }

    /// <summary>
    /// Waits until the page has given its heading the focus, and takes it away again. That comes a moment after the page shows, and would take
    /// the focus, and the next keys, from whatever has it by then; the heading of the page before may be the same element.
    /// </summary>
    public static async Task LetGoOfFocusAsync(this IPage page)
    {
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        await page.EvaluateAsync("document.activeElement.blur()");
    }

    /// <summary>Opens a page that has no circuit: signing in, and what others made.</summary>
    public static Task GotoStillAsync(this IPage page, string path) => page.GotoAsync(path);
}
