using BatchGen.Code.Answers;

namespace BatchGen.Code.Tests.Answers;

public sealed class CodeExtractionTests
{
    private const string Several = "```bash\npip install a very long thing\n```\n```python\nx = 1\ny = 2\n```\n```python\nx\n```\n";

    [Theory]
    [InlineData("Python", "x = 1\ny = 2\n", "Python")]
    [InlineData("Bash", "pip install a very long thing\n", "Bash")]
    [InlineData("Rust", "pip install a very long thing\n", "Bash")]
    [InlineData(null, "pip install a very long thing\n", "Bash")]
    public void From_TakesTheLongestBlockOfTheWantedLanguage(string? wanted, string code, string language)
    {
        var extracted = CodeExtraction.From(Several, wanted);

        Assert.Equal(new ExtractedCode(code, language, CodeOrigin.Block, true, 3), extracted);
    }

    [Fact]
    public void From_PrefersBlocksWithoutLanguage_OverThoseInAnother() =>
        Assert.Equal("a = 1\n", CodeExtraction.From("```\na = 1\n```\n```bash\nrun it all again\n```", "Python")?.Code);

    [Fact]
    public void From_SaysThatCodeIsIncomplete_WhenItsBlockIsOpen() =>
        Assert.False(CodeExtraction.From("```py\nx = (", "Python")?.IsComplete);

    [Theory]
    [InlineData("def f(x):\n    return x\n")]
    [InlineData("\n\nusing System;\n\nclass A\n{\n    // says nothing\n    int X { get; }\n}")]
    [InlineData("import os\nprint(os.name)\nx = 1")]
    [InlineData("<div>\n  <p>Hello</p>\n</div>")]
    [InlineData("# A comment\nfor x in y:\n\tprint(x)\n")]
    [InlineData("SELECT a\nFROM b\n  WHERE c = 1;")]
    [InlineData("#include <stdio.h>\nint main(void) { return 0; }\n```\n")]
    public void From_TakesTheWholeAnswer_WhenItReadsAsCode(string answer)
    {
        var extracted = CodeExtraction.From(answer, "Anything");

        Assert.Equal(CodeOrigin.WholeAnswer, extracted?.Origin);
        Assert.DoesNotContain("```", extracted!.Code, StringComparison.Ordinal);
        Assert.EndsWith("\n", extracted.Code, StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(extracted.Code.Split('\n')[0]));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("I am sorry, but I cannot comment this code.")]
    [InlineData("This function sorts a list.\n\nIt works by comparing pairs. The list is not copied.\nRuntime grows with its square.")]
    [InlineData("1. Read the file.\n2. Sort its lines.\n3. Write them back.\n- done")]
    [InlineData("这个函数对列表进行排序。\n它比较相邻的元素。")]
    [InlineData("```python\n\n```")]
    public void From_GivesNothing_WhenTheAnswerIsProse(string answer) => Assert.Null(CodeExtraction.From(answer, "Python"));
}
