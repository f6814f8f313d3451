using BatchGen.Code.Answers;
using CsCheck;

namespace BatchGen.Code.Tests.Answers;

public sealed class CodeBlocksTests
{
    [Theory]
    [InlineData("Here:\n```python\nx = 1\n```\nDone.", "Python", "x = 1\n")]
    [InlineData("~~~js\nlet a;\n~~~", "JavaScript", "let a;\n")]
    [InlineData("```\nplain\n```", null, "plain\n")]
    [InlineData("```C#\r\nclass A;\r\n```\r\n", "C#", "class A;\r\n")]
    [InlineData("````md\n```\ninner\n```\n````", "Markdown", "```\ninner\n```\n")]
    [InlineData("~~~py\n```\nx\n```\n~~~", "Python", "```\nx\n```\n")]
    [InlineData("```{.python}\nx\n```", "Python", "x\n")]
    [InlineData("```python:src/a.py\nx\n```", "Python", "x\n")]
    [InlineData("```rust title=\"a\"\nx\n```", "Rust", "x\n")]
    [InlineData("```Whitespace\nx\n```", "Whitespace", "x\n")]
    [InlineData("1. Do:\n   ```go\n   a\n     b\n   ```", "Go", "a\n  b\n")]
    [InlineData("````\n``` not a closer of four\n````", null, "``` not a closer of four\n")]
    [InlineData("```py\nuse ```inline``` here\n```", "Python", "use ```inline``` here\n")]
    [InlineData(
        "```py\ndef f():\n    \"\"\"\n    ```\n    doc\n    ```\n    \"\"\"\n```", "Python", "def f():\n    \"\"\"\n    ```\n    doc\n    ```\n    \"\"\"\n")]
    public void Find_ReadsOneBlock(string answer, string? language, string code)
    {
        var block = Assert.Single(CodeBlocks.Find(answer));

        Assert.Equal(language, block.Language);
        Assert.Equal(code, block.Code);
        Assert.True(block.IsClosed);
    }

    [Fact]
    public void Find_KeepsInnerBlocksOfEqualLength_WhenTheyBalance()
    {
        const string Answer = "```markdown\n# Title\n```python\nx = 1\n```\ntext\n```\nAfter.\n```js\ny\n```\n";

        Assert.Equal(
            ["Markdown|# Title\n```python\nx = 1\n```\ntext\n", "JavaScript|y\n"],
            CodeBlocks.Find(Answer).Select(block => $"{block.Language}|{block.Code}"));
    }

    [Fact]
    public void Find_FallsBackToTheFirstCloser_WhenBlocksDoNotBalance()
    {
        const string Answer = "```python\na\nForgot to close.\n```js\nb\n```\nText\n```go\nc\n```\n";

        Assert.Equal(
            ["Python|a\nForgot to close.\n```js\nb\n", "Go|c\n"],
            CodeBlocks.Find(Answer).Select(block => $"{block.Language}|{block.Code}"));
    }

    [Fact]
    public void Find_MarksABlockAsOpen_WhenTheAnswerWasCut()
    {
        var block = Assert.Single(CodeBlocks.Find("Sure:\n\n```cs\nclass A\n{\n    int x"));

        Assert.False(block.IsClosed);
        Assert.Equal("class A\n{\n    int x", block.Code);
        Assert.Equal(3, block.LineNumber);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no code")]
    [InlineData("`` two ``")]
    [InlineData("a sentence with ```inline``` code")]
    [InlineData("code first\n```")]
    public void Find_GivesNothing_WhenThereIsNoBlock(string answer) => Assert.Empty(CodeBlocks.Find(answer));

    [Fact]
    public void Find_NeverThrows_AndInventsNoCode() =>
        Gen.OneOf(Gen.OneOf("```", "~~~", "````", "```py", "\n", "\r\n", " ", "   ", "x", ">", "- "), Gen.String).Array[0, 30].Select(string.Concat)
            .Sample(answer =>
        {
            string Dense(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
            return CodeBlocks.Find(answer).All(block => Dense(answer).Contains(Dense(block.Code), StringComparison.Ordinal));
        });

    [Fact]
    public void Find_GivesBackAnyCode_WhenTheFenceIsLonger() =>
        Gen.OneOf(Gen.OneOf("```", "~~~", "\n", "\t", " ", "}"), Gen.String[Gen.Char.AlphaNumeric, 0, 5]).Array[0, 20].Select(string.Concat).Sample(code =>
            CodeBlocks.Find($"Text.\n{new string('`', 100)}py\n{code}\n{new string('`', 100)}\n") is [{ IsClosed: true } block] && block.Code == code + "\n");
}
