using BatchGen.Web.Controls.Answers;
using Bunit;

namespace BatchGen.Web.Tests.Controls.Answers;

public sealed class AnswerTextTests : PageTestBase
{
    [Theory]
    [InlineData("# One\n\nTwo **three** `four`", "One", "Two three four")]
    [InlineData("1. first\n2. second\n   ```python\n   x = 1\n   ```", "first", "x = 1")]
    [InlineData("| a | b |\n|---|---|\n| c | d |", "a", "d")]
    [InlineData("> said\n\n- [x] done", "said", "☑")]
    [InlineData("one\ntwo", "one", "two")]
    [InlineData("```python\ndef f():", "python", "def f():")]
    [InlineData("```markdown\n```python\nx\n```", "markdown", "```python")]
    [InlineData("&lt;b&gt; &amp; &#60;i&#62;", "<b>", "& <i>")]
    public void Render_ShowsEveryWord_WhenItIsMarkdown(string answer, string word, string other)
    {
        var shown = RenderAnswer(answer).Find(".markdown").TextContent;

        Assert.Contains(word, shown, StringComparison.Ordinal);
        Assert.Contains(other, shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_LaysMarkdownOut_WhenItHasHeadingsListsTablesAndCode()
    {
        var answer = RenderAnswer("# Title\n\n- one\n- two\n\n| a |\n|---|\n| b |\n\n```python\nprint(1)\n```");

        Assert.Equal("4", answer.Find("[role=heading]").GetAttribute("aria-level"));
        Assert.Equal(2, answer.FindAll("li").Count);
        Assert.Equal("b", answer.Find("td").TextContent);
        Assert.Equal("print(1)", answer.Find("pre code").TextContent);
        Assert.Single(answer.FindAll("button[aria-label='Copy this code']"));
    }

    [Fact]
    public void Choose_ShowsTheAnswerAsItIs_WhenTextIsWanted()
    {
        const string Source = "# Title\n\n**bold** &amp; <b>";
        var answer = RenderAnswer(Source);

        answer.FindAll(".chip").Single(chip => chip.TextContent == "Text").Click();

        Assert.Equal(Source, answer.Find("pre.raw").TextContent);
        Assert.Empty(answer.FindAll(".markdown"));
    }

    [Fact]
    public void Render_TakesTheChoiceOfTheLastVisit()
    {
        var module = JSInterop.SetupModule("./Controls/Answers/AnswerText.razor.js");
        module.Setup<string?>("recall").SetResult(nameof(AnswerView.Text));

        var answer = RenderAnswer("# Title");

        answer.WaitForAssertion(() => Assert.Equal("# Title", answer.Find("pre.raw").TextContent));
    }

    [Fact]
    public void Choose_IsKeptForTheNextVisit()
    {
        var module = JSInterop.SetupModule("./Controls/Answers/AnswerText.razor.js");
        module.Setup<string?>("recall").SetResult(null);
        var kept = module.SetupVoid("remember", nameof(AnswerView.Text)).SetVoidResult();
        var answer = RenderAnswer("# Title");

        answer.FindAll(".chip").Single(chip => chip.TextContent == "Text").Click();

        answer.WaitForAssertion(() => Assert.Single(kept.Invocations));
    }

    [Fact]
    public void Render_ShowsTheBeginning_UntilAllIsAskedFor_WhenTheAnswerIsLong()
    {
        var lines = Enumerable.Range(0, 4_000).Select(number => $"line {number}\n\n").ToList();
        var answer = RenderAnswer(string.Concat(lines));
        Assert.DoesNotContain("line 3999", answer.Markup, StringComparison.Ordinal);

        answer.FindAll("button").Single(button => button.TextContent.Contains("Show all", StringComparison.Ordinal)).Click();

        Assert.Contains("line 3999", answer.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Show all", answer.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ShowsText_WhenItIsSource()
    {
        var answer = Render<AnswerText>(parameters => parameters.Add(text => text.Text, "def __init__(self):").Add(text => text.IsSource, true));

        Assert.Equal("def __init__(self):", answer.Find("pre.raw").TextContent);
        Assert.Empty(answer.FindAll(".chip"));
    }

    [Theory]
    [InlineData(">")]
    [InlineData("- ")]
    [InlineData("[")]
    [InlineData("*a ")]
    [InlineData("![")]
    [InlineData("**_")]
    public void Render_ShowsEveryCharacter_WhenItIsNestedDeeperThanAnyAnswer(string piece)
    {
        var deep = string.Concat(Enumerable.Repeat(piece, 5_000)) + "end";

        Assert.Contains("end", RenderAnswer(deep).Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<AnswerText> RenderAnswer(string answer) =>
        Render<AnswerText>(parameters => parameters.Add(text => text.Text, answer));
}
