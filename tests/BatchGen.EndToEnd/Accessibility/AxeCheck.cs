using Microsoft.Playwright;

namespace BatchGen.EndToEnd.Accessibility;

/// <summary>What axe-core finds wrong with a page, by the rules of WCAG 2.1 A and AA.</summary>
internal static class AxeCheck
{
    private const string Run = """
        async coloursOnly => {
          const found = await axe.run(document, {
            resultTypes: ["violations"],
            runOnly: coloursOnly ? ["color-contrast", "link-in-text-block"] : ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
          });
          return found.violations
            .filter(violation => violation.impact === "serious" || violation.impact === "critical")
            .flatMap(violation => violation.nodes.map(node => `${violation.id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ""}`));
        }
        """;

    private static readonly Lazy<string> Script = new(() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe", "axe.min.js")));

    /// <summary>Serious and critical ones, a line each; empty when there are none.</summary>
    public static async Task<IReadOnlyList<string>> FindSeriousAsync(IPage page, bool coloursOnly = false)
    {
        // Evaluated, not added as a tag: the server's content security policy holds for tags.
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window"))
            await page.EvaluateAsync(Script.Value);
        return await page.EvaluateAsync<string[]>(Run, coloursOnly);
    }
}
