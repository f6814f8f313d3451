using System.Diagnostics;
using System.Xml.Linq;
using BatchGen.Code.Exports;
using BatchGen.Testing;

namespace BatchGen.Code.Tests.Exports;

/// <summary>
/// What a real spreadsheet makes of an export. LibreOffice is too large for ./test.sh to install: where it is, this runs.
/// </summary>
public sealed class SpreadsheetTests
{
    private static readonly XNamespace Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private static readonly XNamespace Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    private static readonly string[] Cells =
    [
        "=1+1", "+1+1", "-5", "-- x", "@SUM(1)", "=HYPERLINK(\"http://evil.test\",\"x\")", "=cmd|' /C calc'!A0",
        " =1+1", "\u00A0=1+1", "\u3000=1+1", "\u200B=1+1", "\uFEFF=1+1", "\uFF1D1+1", "\uFF0B1", "\uFF0D1", "\uFF20x", "\u22121",
        "'=1+1", "'quoted'", "plain", "a,b;c", "says \"hi\"",
    ];

    [SpreadsheetTheory]
    [InlineData(CsvAudience.Spreadsheets, false)]
    [InlineData(CsvAudience.Programs, true)]
    public async Task Export_HoldsNoFormula_AndKeepsItsText_WhenItIsForSpreadsheets(CsvAudience audience, bool runs)
    {
        using var folder = new ScratchFolder();
        var path = folder.File("answers.csv");
        await using (var file = File.Create(path))
        await using (var csv = new CsvAnswerWriter(file, [], audience))
        {
            foreach (var cell in Cells)
                await csv.WriteAsync(new AnswerRow { CustomId = "r", Answer = cell }, CancellationToken.None);
        }

        var sheet = await ConvertAsync(folder, path);

        var cells = sheet.Descendants(Table + "table-cell").ToList();
        Assert.Equal(runs, cells.Any(cell => cell.Attribute(Table + "formula") is not null));
        if (!runs)
            Assert.All(Cells, cell => Assert.Contains(cells, read => SpreadsheetCell.Original(read.Element(Text + "p")?.Value ?? "") == cell));
    }

    private static async Task<XDocument> ConvertAsync(ScratchFolder folder, string path)
    {
        var start = new ProcessStartInfo("soffice") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["--headless", $"-env:UserInstallation=file://{folder.File("profile")}", "--infilter=Text - txt - csv (StarCalc):44,34,76,1", "--convert-to", "fods", "--outdir", folder.File("out"), path])
            start.ArgumentList.Add(argument);
        using var office = Process.Start(start)!;
        await office.WaitForExitAsync().WaitAsync(Patience.Ceiling);
        return XDocument.Load(Path.Combine(folder.File("out"), "answers.fods"));
    }
}

/// <summary>Skipped where there is no LibreOffice.</summary>
public sealed class SpreadsheetTheoryAttribute : TheoryAttribute
{
    public SpreadsheetTheoryAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "soffice"))))
            Skip = "There is no LibreOffice.";
    }
}
