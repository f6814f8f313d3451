using BatchGen.Web.Controls;

namespace BatchGen.Web.Tests.Controls;

public sealed class AnswerPartTests
{
    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("Only words.", 1, 0)]
    [InlineData("```\ncode\n```", 0, 1)]
    [InlineData("Before\n```python\ncode\n```\nafter", 2, 1)]
    [InlineData("```js\na\n```\n\n```css\nb\n```", 0, 2)]
    public void Split_TellsProseFromCode(string answer, int prose, int code)
    {
        var parts = AnswerPart.Split(answer);

        Assert.Equal(prose, parts.Count(part => !part.IsCode));
        Assert.Equal(code, parts.Count(part => part.IsCode));
    }

    [Fact]
    public void Split_KeepsTheCodeAsItIs_WhenItHasBlankLinesAndCarriageReturns()
    {
        var part = Assert.Single(AnswerPart.Split("```csharp title\r\n\r\n  a();\r\n\r\n```"));

        Assert.Equal("\n  a();\n", part.Text);
        Assert.Equal("csharp", part.Language);
    }

    [Fact]
    public void Split_ShowsCutCodeAsCode_WhenTheFenceNeverCloses()
    {
        var parts = AnswerPart.Split("Here:\n```python\ndef f():");

        Assert.True(parts[^1].IsCode);
        Assert.Equal("def f():", parts[^1].Text);
    }

    [Fact]
    public void Split_KeepsANamedFenceInsideCode_WhenTheCodeIsMarkdown()
    {
        var part = Assert.Single(AnswerPart.Split("```markdown\n```python\nx\n```"));

        Assert.Equal("```python\nx", part.Text);
    }
}
