using System.Text;
using BatchGen.Code.Inputs;
using CsCheck;

namespace BatchGen.Code.Tests.Inputs;

public sealed class CsvSourceTests
{
    [Theory]
    [InlineData("name,task\nA,sort\nB,search\n", ',')]
    [InlineData("name;task\r\nA;sort\r\nB;search\r\n", ';')]
    [InlineData("name\ttask\nA\tsort\nB\tsearch", '\t')]
    [InlineData("name|task\nA|sort\nB|search", '|')]
    [InlineData("sep=;\nname;task\nA;sort\nB;search", ';')]
    [InlineData("\uFEFF name , task \n\nA,sort\n\nB,search\n", ',')]
    public async Task Read_FindsSeparatorColumnsAndRows(string csv, char separator)
    {
        var table = await ReadAsync(csv);

        Assert.Equal(["name", "task"], table.Columns);
        Assert.Equal(separator, table.Separator);
        Assert.Equal(["1:A sort", "2:B search"], table.Rows.Select(row => $"{row.Number}:{string.Join(' ', row.Cells)}"));
        Assert.Empty(table.Problems);
    }

    [Fact]
    public async Task Read_KeepsOneColumnFiles()
    {
        var table = await ReadAsync("prompt\nWrite a sort, fast; stable\n\"Write a search,\nslow\"\n");

        Assert.Equal(["Write a sort, fast; stable", "Write a search,\nslow"], table.Rows.Select(row => row.Cells[0]));
        Assert.Null(table.Separator);
    }

    [Fact]
    public async Task Read_KeepsQuotedCellsWhole()
    {
        var table = await ReadAsync("id,code\n1,\"a,b\r\nsays \"\"hi\"\"\"\n2,x\n");

        Assert.Equal("a,b\r\nsays \"hi\"", table.Rows[0].Cells[1]);
        Assert.Equal([2, 4], table.Rows.Select(row => row.LineNumber));
    }

    [Fact]
    public async Task Read_ReportsABadRowByItself()
    {
        var table = await ReadAsync("id,code\n1,a\n2\n3,c\n4,d,e\n5,\"f\"g\n6,h\n7,x,\"i\"j\n8,k\n");

        Assert.Equal([1, 3, 6, 8], table.Rows.Select(row => row.Number));
        Assert.Equal(
            ["2 3 csv_field_count", "4 5 csv_field_count", "5 6 csv_malformed_row", "7 8 csv_malformed_row"],
            table.Problems.Select(problem => $"{problem.RowNumber} {problem.LineNumber} {problem.Code}"));
        Assert.Contains("line 3", table.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_TakesAQuoteInsideAnUnquotedCellAsText()
    {
        var table = await ReadAsync("prompt\nWrite a \"hello world\" program\nWrite a sort\n");

        Assert.Equal(["Write a \"hello world\" program", "Write a sort"], table.Rows.Select(row => row.Cells[0]));
        Assert.Empty(table.Problems);
    }

    [Fact]
    public async Task Read_ReportsAQuoteThatIsNeverClosed()
    {
        var table = await ReadAsync("id,code\n1,a\n2,\"open\n3,c\n");

        Assert.Single(table.Rows);
        Assert.Contains("never closed", Assert.Single(table.Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "csv_empty")]
    [InlineData("name,task\n", "csv_no_rows")]
    [InlineData("name,,task\n1,2,3\n", "csv_column_unnamed")]
    [InlineData("name,Name\n1,2\n", "csv_column_duplicate")]
    [InlineData("name,{x}\n1,2\n", "csv_column_name_invalid")]
    [InlineData("name,\"two\nlines\"\n1,2\n", "csv_column_name_invalid")]
    public async Task Read_Refuses_WhenTheFileHasNoUse(string csv, string code)
    {
        var refusal = await Assert.ThrowsAsync<InputException>(() => ReadAsync(csv));
        Assert.Equal(code, refusal.Code);
    }

    [Fact]
    public async Task Read_Refuses_WhenTheFileIsNotText()
    {
        var refusal = await Assert.ThrowsAsync<InputException>(() => ReadAsync([0x6E, 0xE9, 0x0A]));
        Assert.Equal("csv_not_text", refusal.Code);
    }

    [Fact]
    public async Task Read_Refuses_WhenThereAreTooManyRows()
    {
        var refusal = await Assert.ThrowsAsync<InputException>(
            () => ReadAsync(Encoding.UTF8.GetBytes("a\n1\n2\n3\n"), new InputOptions { MaxCsvRows = 2 }));
        Assert.Equal("csv_too_many_rows", refusal.Code);
    }

    [Fact]
    public async Task Read_TakesAMegabyteInOneCell()
    {
        var table = await ReadAsync($"id,code\n1,\"{new string('x', 1_000_000)}\"\n");

        Assert.Equal(1_000_000, table.Rows[0].Cells[1].Length);
    }

    [Fact]
    public async Task Read_EndsInATableOrARefusal_WhateverTheText() =>
        await Gen.OneOf(Gen.OneOf("\"", ",", ";", "\n", "\r\n", "a", "\t", "é", "\"\""), Gen.String).Array[0, 20].Select(string.Concat)
            .SampleAsync(async csv =>
            {
                try
                {
                    var table = await ReadAsync(csv);
                    Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Cells.Count));
                }
                catch (InputException refusal)
                {
                    Assert.NotEmpty(refusal.Message);
                }
            });

    private static Task<CsvTable> ReadAsync(string csv) => ReadAsync(Encoding.UTF8.GetBytes(csv));

    private static Task<CsvTable> ReadAsync(byte[] csv, InputOptions? limits = null) =>
        CsvSource.ReadAsync(new MemoryStream(csv), limits ?? new InputOptions(), CancellationToken.None);
}
