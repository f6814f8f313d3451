using BatchGen.Code.Answers;
using BatchGen.Code.Inputs;
using CsCheck;

namespace BatchGen.Code.Tests.Answers;

public sealed class RepositoryEditParserTests
{
    [Theory]
    [InlineData("###PATH: a.py\nx = 1\n", "a.py=x = 1\n")]
    [InlineData("I added a test.\n###PATH:src/a.py\nx = 1\n###PATH: b.py\ny = 2", "src/a.py=x = 1\n;b.py=y = 2")]
    [InlineData("### PATH: `a.py`\n```python\nx = 1\n```\nThat is all.", "a.py=x = 1\n")]
    [InlineData("###PATH: a.py\n\n```\nx = 1\n```\n###PATH: b.py\n```python\ny = 2\n```\n", "a.py=x = 1\n;b.py=y = 2\n")]
    [InlineData("```\n###PATH: a.py\nx = 1\n###PATH: b.py\ny = 2\n```\n", "a.py=x = 1\n;b.py=y = 2\n")]
    [InlineData("###PATH: README.md\n# Title\n```sh\nrun\n```\nEnd\n", "README.md=# Title\n```sh\nrun\n```\nEnd\n")]
    [InlineData("###PATH: a.py\n```python\nx = 1\n###PATH: b.py\n```python\ny = 2\n```\n", "a.py=x = 1\n;b.py=y = 2\n")]
    [InlineData("###PATH: format.md\n````markdown\n###PATH: {PATH}\n{CODE}\n````\n###PATH: b.py\ny\n", "format.md=###PATH: {PATH}\n{CODE}\n;b.py=y\n")]
    [InlineData("###PATH: a.cs\r\nclass A;\r\n", "a.cs=class A;\r\n")]
    [InlineData("###PATH: cut.py\n```python\nx = (", "cut.py=x = (")]
    [InlineData("###PATH: empty.py\n", "empty.py=")]
    public void Parse_ReadsFiles(string answer, string expected)
    {
        var edit = RepositoryEditParser.Parse(answer);

        Assert.Equal(expected, string.Join(';', edit.Files.Select(file => $"{file.Path}={file.Content}")));
        Assert.Empty(edit.Problems);
    }

    [Theory]
    [InlineData("../outside.py", "path_escapes")]
    [InlineData("/etc/passwd", "path_absolute")]
    [InlineData("C:\\Windows\\a.py", "path_absolute")]
    [InlineData("", "path_empty")]
    [InlineData("src/", "path_is_folder")]
    public void Parse_LeavesAFileOut_WhenItsPathIsUnsafe(string path, string code)
    {
        var edit = RepositoryEditParser.Parse($"###PATH: good.py\nx\n###PATH: {path}\nevil\n###PATH: also.py\ny\n");

        Assert.Equal(["good.py", "also.py"], edit.Files.Select(file => file.Path.Value));
        var problem = Assert.Single(edit.Problems);
        Assert.Equal(code, problem.Code);
        Assert.Equal(3, problem.LineNumber);
    }

    [Fact]
    public void Parse_TakesTheLastVersion_WhenAPathIsWrittenTwice()
    {
        var edit = RepositoryEditParser.Parse("###PATH: a.py\nold\n###PATH: ./a.py\nnew\n");

        Assert.Equal("new\n", Assert.Single(edit.Files).Content);
        Assert.Equal("edit_duplicate_path", Assert.Single(edit.Problems).Code);
    }

    [Fact]
    public void Parse_SaysSo_WhenThereIsNoFile()
    {
        var edit = RepositoryEditParser.Parse("I cannot do that.");

        Assert.Empty(edit.Files);
        Assert.Equal("edit_no_files", Assert.Single(edit.Problems).Code);
        Assert.Equal("I cannot do that.", edit.Preamble);
    }

    [Fact]
    public void Parse_NeverLetsAPathEscape_WhateverTheAnswer() =>
        Gen.OneOf(Gen.OneOf("###PATH: ", "###PATH:", "../", "/", "C:\\", "a.py", "\n", "```", "```py", "x", "..", "\0"), Gen.String)
            .Array[0, 30].Select(string.Concat).Sample(answer =>
        {
            var edit = RepositoryEditParser.Parse(answer);
            return edit.Files.All(file => SafePath.TryParse(file.Path.Value, out _, out _)
                    && Path.GetFullPath(Path.Combine("/srv/out", file.Path.Value)).StartsWith("/srv/out/", StringComparison.Ordinal))
                && edit.Files.Select(file => file.Path).Distinct().Count() == edit.Files.Count;
        });

    [Fact]
    public void Parse_GivesBackPlainFiles_AsTheyWereWritten() =>
        Gen.String[Gen.Char["abc {}();\n\t#"], 0, 60].Where(text => !string.IsNullOrWhiteSpace(text)).Array[1, 5].Sample(contents =>
        {
            var answer = string.Concat(contents.Select((content, index) => $"###PATH: f{index}.txt\n{content}\n"));
            return RepositoryEditParser.Parse(answer).Files.Select(file => file.Content).SequenceEqual(contents.Select(content => content + "\n"));
        });
}
