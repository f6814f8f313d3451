using System.Buffers;
using BatchGen.Inference.Sentences;
using CsvHelper;

namespace BatchGen.Code.Inputs;

/// <summary>One pass over a CSV file's rows: good ones kept, bad ones reported.</summary>
internal sealed class CsvRowReading
{
    /// <summary>ASCII's unit separator: no text has it, so no cell is cut.</summary>
    private const char NoSeparator = '\u001F';

    private readonly List<CsvRow> _rows = [];
    private readonly List<CsvProblem> _problems = [];
    private readonly int _maxRows;

    /// <summary>The record being read was reported; the parser hands it out repaired, which would hide the mistake.</summary>
    private bool _isReported;

    public CsvRowReading(string text, int maxRows)
    {
        _maxRows = maxRows;
        Options = new CsvReaderOptions
        {
            Separator = CsvHeader.NamesOneColumn(text) ? NoSeparator : null,
            TrackLineNumbers = true,
            DetectSeparatorHint = true,
            MalformedData = CsvMalformedDataHandling.Recover,
            FieldCountMismatch = CsvFieldCountHandling.Skip,
            OnMalformedRecord = Report,
        };
    }

    public CsvReaderOptions Options { get; }

    private int NextNumber => _rows.Count + _problems.Count + 1;

    public void ReadAll(CsvReader reader, int columnCount, CancellationToken cancellationToken)
    {
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_isReported)
            {
                _isReported = false;
                continue;
            }

            ThrowIfTooMany();
            string[] cells = [.. Enumerable.Range(0, columnCount).Select(reader.GetString)];
            _rows.Add(new CsvRow(NextNumber, reader.LineNumber, cells));
        }
    }

    /// <exception cref="InputException">csv_no_rows.</exception>
    public CsvTable ToTable(IReadOnlyList<string> columns, char separator) =>
        NextNumber > 1
            ? new CsvTable(columns, separator == NoSeparator ? null : separator, _rows, _problems)
            : throw new InputException("csv_no_rows", "The CSV file has a header but no rows below it; each row becomes one item.");

    private void Report(CsvMalformedRecord record)
    {
        // Write a "hello world" program: people mean what stands there, and spreadsheets read it so too.
        if (record.Reason == CsvMalformedReason.StrayQuote)
            return;
        _isReported = !record.Skipped;
        // One row, one problem: a row with a bad quote often has a wrong number of cells for it.
        if (_problems.Count > 0 && _problems[^1].LineNumber == record.LineNumber)
            return;
        ThrowIfTooMany();
        var number = NextNumber;
        Sentence place = $"Row {number} (line {record.LineNumber})";
        _problems.Add(record.Reason switch
        {
            CsvMalformedReason.FieldCountMismatch => new CsvProblem(
                number,
                record.LineNumber,
                "csv_field_count",
                $"{place} has more or fewer cells than the header; a cell that holds the separator must stand in double quotes."),
            CsvMalformedReason.UnterminatedQuote => new CsvProblem(
                number,
                record.LineNumber,
                "csv_malformed_row",
                $"{place} opens a quote that is never closed, so the rest of the file belongs to it; close the quote."),
            _ => new CsvProblem(number, record.LineNumber, "csv_malformed_row", $"{place} has text after a closing quote; double the quotes inside the cell."),
        });
    }

    private void ThrowIfTooMany()
    {
        if (NextNumber > _maxRows)
            throw new InputException("csv_too_many_rows", $"The CSV file has more than {_maxRows} rows (Inputs:MaxCsvRows); split it.");
    }
}

/// <summary>The first row: names that templates can use.</summary>
internal static class CsvHeader
{
    private static readonly SearchValues<char> Separators = SearchValues.Create(",;\t|");

    /// <summary>
    /// A first line without any separator is the header of a one-column file, whose rows may hold commas freely:
    /// a list of prompts is the commonest one.
    /// </summary>
    public static bool NamesOneColumn(string text)
    {
        var start = text.AsSpan().TrimStart("\r\n");
        var end = start.IndexOfAny('\r', '\n');
        return !(end < 0 ? start : start[..end]).ContainsAny(Separators);
    }

    /// <exception cref="InputException">csv_empty, csv_column_unnamed, csv_column_name_invalid or csv_column_duplicate.</exception>
    public static string[] Read(CsvReader reader)
    {
        reader.ReadHeader();
        string[] columns = [.. reader.Headers.Select(name => name.Trim())];
        if (columns.Length == 0)
            throw new InputException("csv_empty", "The CSV file is empty; its first row must name the columns.");
        for (var at = 0; at < columns.Length; at++)
            ThrowIfUnusable(columns, at);
        return columns;
    }

    private static void ThrowIfUnusable(string[] columns, int at)
    {
        var name = columns[at];
        if (name.Length == 0)
            throw new InputException("csv_column_unnamed", $"Column {at + 1} of the CSV file has no name; the first row must name every column.");
        if (name.Any(character => character is '{' or '}' || char.IsControl(character)))
            throw new InputException("csv_column_name_invalid", $"Column {at + 1} of the CSV file is called \"{PathRules.Shown(name)}\"; a name may hold no braces and no line breaks. Does the file have a header row?");
        var first = Array.FindIndex(columns, other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase));
        if (first < at)
            throw new InputException(
                "csv_column_duplicate",
                $"Columns {first + 1} and {at + 1} of the CSV file are both called \"{name}\"; rename one of them. Does the file have a header row?");
    }
}
