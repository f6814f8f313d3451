using BatchGen.Web.Controls.Answers;
using Bunit;

namespace BatchGen.Web.Tests.Controls.Answers;

/// <summary>Nothing in an answer runs, loads or leads into our own pages.</summary>
public sealed class AnswerSafetyTests : PageTestBase
{
    /// <summary>What the view itself is made of; any other element came out of an answer.</summary>
    private static readonly string[] Ours =
        ["a", "blockquote", "br", "button", "code", "div", "em", "hr", "li", "ol", "p", "path", "pre", "span", "strong", "svg", "table", "tbody", "td", "th", "tr", "ul"];

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<SCRIPT SRC=//evil.example/x.js></SCRIPT>")]
    [InlineData("text <img src=x onerror=alert(1)> text")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("<iframe srcdoc='<script>alert(1)</script>'></iframe>")]
    [InlineData("<a href=\"javascript:alert(1)\" onclick='alert(1)'>x</a>")]
    [InlineData("<style>body{background:url(//evil.example)}</style>")]
    [InlineData("<!-- --><form action=//evil.example><input name=q></form>")]
    [InlineData("&lt;script&gt;alert(1)&lt;/script&gt;")]
    [InlineData("&#60;script&#62;alert(1)&#60;/script&#62;")]
    [InlineData("```html\n<script>alert(1)</script>\n```")]
    [InlineData("```\"><script>alert(1)</script>\nx\n```")]
    [InlineData("```html\n<img src=x onerror=alert(1)>")]
    [InlineData("````md\n```html\n<script>alert(1)</script>\n```\n````")]
    [InlineData("~~~\n<b onmouseover=alert(1)>\n```\n<script>alert(1)</script>")]
    [InlineData("| <script>alert(1)</script> |\n|---|\n| <img src=x> |")]
    [InlineData("# <script>alert(1)</script>")]
    [InlineData("> - <script>alert(1)</script>")]
    [InlineData("`<script>alert(1)</script>`")]
    [InlineData("![x](https://evil.example/p.png \"<script>\")")]
    [InlineData("![x][p]\n\n[p]: https://evil.example/p.png")]
    [InlineData("[![x](https://evil.example/p.png)](https://evil.example)")]
    [InlineData("<div\n\nonclick=alert(1)>")]
    public void Render_MakesNoElementAndNoHandlerOfItsOwn(string answer)
    {
        var rendered = Render<AnswerText>(parameters => parameters.Add(text => text.Text, answer));

        var elements = rendered.FindAll("*");
        Assert.All(elements, element => Assert.Contains(element.LocalName, Ours));
        Assert.All(
            elements.SelectMany(element => element.Attributes.Select(attribute => attribute.Name)),
            name => Assert.False(name is "src" or "srcset" or "srcdoc" or "action" or "onclick" or "onerror" or "onload" or "onmouseover", name));
    }

    [Theory]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](javascript&#58;alert(1))")]
    [InlineData("[x](java&#x0A;script:alert(1))")]
    [InlineData("[x](&#x1;javascript:alert(1))")]
    [InlineData("[x](<java\tscript:alert(1)>)")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[x](vbscript:msgbox)")]
    [InlineData("[x](file:///etc/passwd)")]
    [InlineData("[x](blob:https://here/1)")]
    [InlineData("[x](//evil.example/)")]
    [InlineData("[x](/account/sign-out)")]
    [InlineData("[x](#top)")]
    [InlineData("[x](other.py)")]
    [InlineData("[x][p]\n\n[p]: javascript:alert(1)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![x](data:image/svg+xml,<svg/onload=alert(1)>)")]
    [InlineData("![x](javascript:alert(1))")]
    public void Render_ShowsWordsAndNoLink_WhenTheAddressIsNoneOfTheWeb(string answer) =>
        Assert.Empty(Render<AnswerText>(parameters => parameters.Add(text => text.Text, answer)).FindAll("a"));

    [Theory]
    [InlineData("[x](https://example.com/a?b=c)", "https://example.com/a?b=c")]
    [InlineData("<https://example.com/>", "https://example.com/")]
    [InlineData("see https://example.com/a.", "https://example.com/a")]
    [InlineData("![x](https://example.com/p.png)", "https://example.com/p.png")]
    [InlineData("<ada@example.com>", "mailto:ada@example.com")]
    public void Render_LeadsOutside_WithoutSayingWhereFrom_WhenTheAddressIsOfTheWeb(string answer, string address)
    {
        var link = Render<AnswerText>(parameters => parameters.Add(text => text.Text, answer)).Find("a");

        Assert.Equal(address, link.GetAttribute("href"));
        Assert.Equal("_blank", link.GetAttribute("target"));
        Assert.Equal("noopener noreferrer nofollow", link.GetAttribute("rel"));
    }
}
