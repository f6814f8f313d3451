using BatchGen.Inference.Sentences;
using CsvHelper;

namespace BatchGen.Batches.Inputs;

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
        int number = NextNumber;
        Sentence place = $"Row {number} (line {record.LineNumber})";
        _problems.Add(record.Reason switch
        {
            CsvMalformedReason.FieldCountMismatch => new CsvProblem(number, record.LineNumber, "csv_field_count", $"{place} has more or fewer cells than the header; a cell that holds the separator must stand in double quotes."),
            CsvMalformedReason.UnterminatedQuote => new CsvProblem(number, record.LineNumber, "csv_malformed_row", $"{place} opens a quote that is never closed, so the rest of the file belongs to it; close the quote."),
            _ => new CsvProblem(number, record.LineNumber, "csv_malformed_row", $"{place} has text after a closing quote; double the quotes inside the cell."),
        });
    }

    private void ThrowIfTooMany()
    {
        if (NextNumber > _maxRows)
            throw new InputException("csv_too_many_rows", $"The CSV file has more than {_maxRows} rows (Inputs:MaxCsvRows); split it.");
    }
}
