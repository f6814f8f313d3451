using BatchGen.Batches.Chunking;
using BatchGen.Batches.Chunking.Syntax;

namespace BatchGen.Batches.Tests.Chunking;

public sealed class FencedCodeTests
{
    [Theory]
    [InlineData("no code here")]
    [InlineData("text\n```python\nx = 1\n```\nmore", "python|x = 1\n|True")]
    [InlineData("```\na\n```\n~~~js\nb\n~~~", "|a\n|True", "js|b\n|True")]
    [InlineData("````md\n```js\na\n```\n````\n", "md|```js\na\n```\n|True")]
    [InlineData("```cs\nint a;", "cs|int a;|False")]
    [InlineData("```", "||False")]
    [InlineData("  ```py\n    a\n   b\n  ```", "py|  a\n b\n|True")]
    [InlineData("```csharp title=\"a.cs\"\r\nint a;\r\n```", "csharp|int a;\r\n|True")]
    [InlineData("inline ``` is no fence\n``` a`b")]
    public void Find_ReadsFencesAsCommonMark_WhereverTheyStand(string answer, params string[] expected) =>
        Assert.Equal(expected, FencedCode.Find(answer).Select(block => $"{block.Info}|{block.Text}|{block.IsClosed}"));

    [Theory]
    [InlineData("```py\na\n```\n```sql\nlonger text\n```", "a\n")]
    [InlineData("```py\na\n```\n```python\nlonger\n```", "longer\n")]
    [InlineData("```\nplain\n```\n```sql\nlonger text\n```", "plain\n")]
    [InlineData("```sql\nonly\n```", "only\n")]
    public void Choose_TakesTheLongestInTheLanguage_BeforeUnnamedAndOthers(string answer, string expected) =>
        Assert.Equal(expected, FencedCode.Choose(answer, Languages.FindByName("python")!)?.Text);

    [Fact]
    public void Choose_IsNull_WithoutABlock() => Assert.Null(FencedCode.Choose("just words", Languages.PlainText));
}
