using System.Text;
using System.Text.Json;
using BatchGen.Code.Exports;
using BatchGen.Code.Inputs;
using CsCheck;

namespace BatchGen.Code.Tests.Exports;

public sealed class AnswerWriterTests
{
    private static readonly AnswerRow Done = new()
    {
        CustomId = "r1",
        Path = "src/a.py",
        Task = "comment",
        Answer = "```python\nx = 1  # é\n```",
        Code = "x = 1  # é\n",
        Language = "Python",
        FinishReason = "stop",
        Flags = ["answer_truncated"],
        PromptTokens = 12,
        CompletionTokens = 34,
    };

    private static readonly AnswerRow Failed = new() { CustomId = "r2", ErrorCode = "engine_lost", ErrorMessage = "The engine ended.\nRetry." };

    [Fact]
    public async Task JsonLines_GiveOneObjectALine()
    {
        var lines = (await WriteAsync(stream => new JsonLinesAnswerWriter(stream), Done, Failed)).Split('\n');

        Assert.Equal(3, lines.Length);
        Assert.Empty(lines[2]);
        Assert.Equal(
            """{"custom_id":"r1","path":"src/a.py","task":"comment","answer":"```python\nx = 1  # é\n```","code":"x = 1  # é\n","language":"Python","finish_reason":"stop","flags":["answer_truncated"],"usage":{"prompt_tokens":12,"completion_tokens":34}}""",
            lines[0]);
        Assert.Equal("engine_lost", JsonDocument.Parse(lines[1]).RootElement.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Csv_AddsTheAnswersColumnsToTheInputs()
    {
        var row = Done with { Columns = [new("id", "7"), new("code", "x"), new("note", "=1+1")] };

        var csv = await WriteAsync(stream => new CsvAnswerWriter(stream, ["id", "code", "note"], CsvAudience.Programs), row);
        var table = await ReadAsync(csv);

        Assert.StartsWith(
            "id,code,note,custom_id,path,task,answer,code_out,language,finish_reason,flags,error_code,error_message,prompt_tokens,completion_tokens\r\n",
            csv,
            StringComparison.Ordinal);
        Assert.Equal(
            ["7", "x", "=1+1", "r1", "src/a.py", "comment", Done.Answer!, Done.Code!, "Python", "stop", "answer_truncated", "", "", "12", "34"],
            Assert.Single(table.Rows).Cells);
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData("=\"a,b\"\nc")]
    [InlineData("\uFF1D1+1")]
    [InlineData("\uFF0B1")]
    [InlineData("\uFF0D1")]
    [InlineData("\uFF20x")]
    [InlineData("\u22121")]
    [InlineData(" =1+1")]
    [InlineData("\u00A0=1+1")]
    [InlineData("\u3000=1+1")]
    [InlineData("\u200B=1+1")]
    [InlineData("\u200E\u2060@x")]
    [InlineData("\u0000=1")]
    [InlineData("\u3164=1")]
    [InlineData("-- x")]
    [InlineData(" \n9")]
    [InlineData("\u200B\t9")]
    [InlineData("'=1+1")]
    [InlineData("'quoted'")]
    public async Task Csv_PutsAnApostropheBeforeAFormula_InEveryColumn(string cell)
    {
        var row = new AnswerRow
        {
            CustomId = cell, Path = cell, Task = cell, Answer = cell, Code = cell, Language = cell, FinishReason = cell, Flags = [cell],
            ErrorCode = cell, ErrorMessage = cell, Columns = [new(cell, cell)],
        };

        var csv = await WriteAsync(stream => new CsvAnswerWriter(stream, [cell], CsvAudience.Spreadsheets), row);
        var reader = CsvHelper.CsvReader.FromText(csv);

        Assert.Equal("'" + cell, reader.Headers[0]);
        Assert.True(reader.Read());
        Assert.All(Enumerable.Range(0, 11), column => Assert.Equal("'" + cell, reader.GetString(column)));
    }

    /// <summary>Of the cells only: what LibreOffice makes of them is <see cref="SpreadsheetTests"/>'s.</summary>
    [Theory]
    [InlineData(CsvAudience.Programs)]
    [InlineData(CsvAudience.Spreadsheets)]
    public async Task Csv_LosesNoText_WhateverTheAnswer(CsvAudience audience) =>
        await Gen.OneOf(Gen.OneOf("=", "+", "-", "@", "'", " ", "\u200B", "\uFF1D", "\t", "\r", "\n", "\"", ",", ";", "a"), Gen.String[Gen.Char.AlphaNumeric, 0, 4]).Array[1, 8].Select(string.Concat).Where(text => text.Length > 0).SampleAsync(async answer =>
        {
            var csv = await WriteAsync(stream => new CsvAnswerWriter(stream, [], audience), new AnswerRow { CustomId = "r", Answer = answer });
            using var reader = CsvHelper.CsvReader.FromText(csv, new CsvHelper.CsvReaderOptions { Separator = ',' });
            Assert.True(reader.Read());
            var cell = reader.GetString("answer");
            Assert.Equal(answer, audience == CsvAudience.Programs ? cell : SpreadsheetCell.Original(cell));
            Assert.True(audience == CsvAudience.Programs || !"=+-@\t\r\n\uFF1D".Contains(
                cell.TrimStart(' ', '\u200B') is [var first, ..] ? first : 'a', StringComparison.Ordinal));
        });

    [Fact]
    public async Task Markdown_GivesASectionAnItem()
    {
        var text = await WriteAsync(
            stream => new MarkdownAnswerWriter(stream),
            Done,
            Failed,
            Done with { Path = null, CustomId = "a`b", Task = null, Flags = [], CompletionTokens = 0, Answer = "x = \"```\"", Code = "x = \"```\"\n" });

        Assert.Equal(
            "## `src/a.py`\n\n`r1` · comment · 34 tokens · `answer_truncated`\n\n```python\nx = 1  # é\n```\n\n"
            + "## `r2`\n\n> **`engine_lost`** The engine ended.\n> Retry.\n\n"
            + "## `` a`b ``\n\n````python\nx = \"```\"\n````\n\n",
            text);
    }

    [Fact]
    public async Task Writers_LeaveTheStreamOpen()
    {
        using var stream = new MemoryStream();
        await new JsonLinesAnswerWriter(stream).DisposeAsync();
        await new CsvAnswerWriter(stream, [], CsvAudience.Programs).DisposeAsync();
        await new MarkdownAnswerWriter(stream).DisposeAsync();

        Assert.True(stream.CanWrite);
    }

    private static async Task<string> WriteAsync(Func<Stream, IAnswerWriter> create, params AnswerRow[] rows)
    {
        using var stream = new MemoryStream();
        await using (var writer = create(stream))
        {
            foreach (var row in rows)
                await writer.WriteAsync(row, CancellationToken.None);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static Task<CsvTable> ReadAsync(string csv) =>
        CsvSource.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(csv)), new InputOptions(), CancellationToken.None);
}
