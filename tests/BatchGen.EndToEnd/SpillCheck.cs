using Microsoft.Playwright;

namespace BatchGen.EndToEnd;

/// <summary>
/// Finds text that runs out of its place: beyond the screen, or cut off by what holds it. Text that scrolls inside its
/// own box, or ends in an ellipsis, is where it belongs.
/// </summary>
internal static class SpillCheck
{
    private const string Find = """
        () => {
          const tolerance = 1;
          const clips = style => style.overflowX !== "visible";
          const scrolls = style => style.overflowX === "auto" || style.overflowX === "scroll";
          const shortens = style => style.textOverflow === "ellipsis" || style.webkitLineClamp !== "none";
          const placeOf = element => {
            for (let holder = element; holder && holder !== document.body; holder = holder.parentElement) {
              const style = getComputedStyle(holder);
              if (style.clipPath !== "none" || scrolls(style) || shortens(style) && clips(style)) return null;
              if (clips(style)) return holder.getBoundingClientRect();
            }
            return { left: 0, right: document.documentElement.clientWidth };
          };
          const spilled = [];
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node = texts.nextNode(); node; node = texts.nextNode()) {
            const holder = node.parentElement;
            if (!node.data.trim() || holder.closest("script, style, template, noscript, svg, option, textarea")) continue;
            if (!holder.checkVisibility({ visibilityProperty: true })) continue;
            const range = document.createRange();
            range.selectNodeContents(node);
            const place = placeOf(holder);
            const isOut = line => line.width > 0 && (line.right > place.right + tolerance || line.left < place.left - tolerance);
            const out = place && [...range.getClientRects()].find(isOut);
            if (!out) continue;
            const span = ({ left, right }) => `${Math.round(left)} to ${Math.round(right)}`;
            spilled.push(`${holder.tagName.toLowerCase()}.${holder.className}: "${node.data.trim().slice(0, 80)}" is at ${span(out)} in ${span(place)}`);
          }
          const width = Math.max(document.documentElement.scrollWidth, innerWidth);
          if (width > document.documentElement.clientWidth) spilled.push(`the page is ${width} px wide`);
          return spilled;
        }
        """;

    /// <summary>
    /// The spacing of WCAG 2.1, success criterion 1.4.12: some readers set it, and it makes any font as wide as the widest
    /// that a system may fall back to.
    /// </summary>
    private const string Widen = """
        () => {
          const wide = new CSSStyleSheet();
          wide.replaceSync("* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important; }");
          document.adoptedStyleSheets = [wide];
        }
        """;

    /// <summary>A line for each text, as the page's own font has it and then spread; empty when all is where it belongs.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        var spilled = await page.EvaluateAsync<string[]>(Find);
        await page.EvaluateAsync(Widen);
        var spread = await page.EvaluateAsync<string[]>(Find);
        await page.EvaluateAsync("() => { document.adoptedStyleSheets = []; }");
        return [.. spilled, .. spread.Select(line => $"(spread) {line}")];
    }
}
