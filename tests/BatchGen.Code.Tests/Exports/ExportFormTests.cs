using BatchGen.Code.Exports;

namespace BatchGen.Code.Tests.Exports;

public sealed class ExportFormTests
{
    [Fact]
    public void All_HasEveryFormatOnce() =>
        Assert.Equal(Enum.GetValues<ExportFormat>().Order(), ExportForm.All.Select(form => form.Format).Order());

    [Theory]
    [InlineData("zip", ExportFormat.Zip)]
    [InlineData("JSONL", ExportFormat.Jsonl)]
    [InlineData("csv", ExportFormat.Csv)]
    [InlineData("csv-spreadsheet", ExportFormat.CsvSpreadsheet)]
    [InlineData("markdown", ExportFormat.Markdown)]
    [InlineData("md", null)]
    [InlineData("3", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Find_GoesByName(string? name, ExportFormat? expected) => Assert.Equal(expected, ExportForm.Find(name)?.Format);

    [Theory]
    [InlineData("out/answers.ZIP", ExportFormat.Zip)]
    [InlineData("answers.md", ExportFormat.Markdown)]
    [InlineData("answers.csv", ExportFormat.Csv)]
    [InlineData("answers.jsonl", ExportFormat.Jsonl)]
    [InlineData("answers.txt", null)]
    [InlineData("zip", null)]
    public void OfFile_GoesByExtension(string path, ExportFormat? expected) => Assert.Equal(expected, ExportForm.OfFile(path)?.Format);
}
