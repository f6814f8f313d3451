using CsvHelper;

namespace BatchGen.Batches.Answers.Exports;

/// <summary>
/// The input's CSV with the answer's columns added. A cell that a spreadsheet would run as a formula gets an
/// apostrophe in front (CVE-2021-41270); that holds for the input's own cells too, so "-1" comes back as "'-1".
/// Starts with a byte order mark, without which Excel does not read UTF-8.
/// </summary>
public sealed class CsvAnswerWriter : IAnswerWriter
{
    private static readonly CsvWriterOptions Options = new()
    {
        Injection = CsvInjection.Escape,
        InjectionCharacters = "=+-@\t\r\n",
        InjectionEscape = '\'',
        WriteByteOrderMark = true,
    };

    private readonly CsvWriter _csv;
    private readonly IReadOnlyList<string> _inputColumns;

    /// <param name="inputColumns">Empty when the batch did not come from a CSV file.</param>
    public CsvAnswerWriter(Stream stream, IReadOnlyList<string> inputColumns)
    {
        ArgumentNullException.ThrowIfNull(inputColumns);
        _csv = CsvWriter.Create(stream, Options, leaveOpen: true);
        _inputColumns = inputColumns;
        _csv.WriteHeader(CsvAnswerColumns.Names(inputColumns));
    }

    public async Task WriteAsync(AnswerRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        await _csv.WriteRecordAsync(CsvAnswerColumns.Cells(_inputColumns, row), cancellationToken);
    }

    public ValueTask DisposeAsync() => _csv.DisposeAsync();
}
