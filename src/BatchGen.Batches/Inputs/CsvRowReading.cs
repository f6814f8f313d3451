using CsvHelper;

namespace BatchGen.Batches.Inputs;

/// <summary>One pass over a CSV file's rows: good ones kept, bad ones reported by the parser while it skips them.</summary>
internal sealed class CsvRowReading
{
    private readonly List<CsvRow> _rows = [];
    private readonly List<CsvProblem> _problems = [];
    private readonly int _maxRows;

    public CsvRowReading(int maxRows)
    {
        _maxRows = maxRows;
        Options = new CsvReaderOptions
        {
            TrackLineNumbers = true,
            DetectSeparatorHint = true,
            MalformedData = CsvMalformedDataHandling.Skip,
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
            ThrowIfTooMany();
            string[] cells = [.. Enumerable.Range(0, columnCount).Select(reader.GetString)];
            _rows.Add(new CsvRow(NextNumber, reader.LineNumber, cells));
        }
    }

    /// <exception cref="InputException">csv_no_rows.</exception>
    public CsvTable ToTable(IReadOnlyList<string> columns, char separator) =>
        NextNumber > 1
            ? new CsvTable(columns, separator, _rows, _problems)
            : throw new InputException("csv_no_rows", "The CSV file has a header but no rows below it; each row becomes one item.");

    private void Report(CsvMalformedRecord record)
    {
        ThrowIfTooMany();
        int number = NextNumber;
        _problems.Add(record.Reason == CsvMalformedReason.FieldCountMismatch
            ? new CsvProblem(number, record.LineNumber, "csv_field_count", $"Row {number} (line {record.LineNumber}) has more or fewer cells than the header; a cell that holds the separator must stand in double quotes.")
            : new CsvProblem(number, record.LineNumber, "csv_malformed_row", $"Row {number} (line {record.LineNumber}) {Fault(record.Reason)}; put the cell in double quotes and double those inside it."));
    }

    private void ThrowIfTooMany()
    {
        if (NextNumber > _maxRows)
            throw new InputException("csv_too_many_rows", $"The CSV file has more than {_maxRows} rows (Inputs:MaxCsvRows); split it.");
    }

    private static string Fault(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "opens a quote that is never closed, so the rest of the file belongs to it",
        CsvMalformedReason.TextAfterClosingQuote => "has text after a closing quote",
        _ => "has a quote inside a cell that is not quoted",
    };
}
