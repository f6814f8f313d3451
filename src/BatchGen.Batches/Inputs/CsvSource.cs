using CsvHelper;

namespace BatchGen.Batches.Inputs;

/// <summary>Reads a CSV file with a header row. A bad row is reported by itself; only a file without use is refused.</summary>
public static class CsvSource
{
    /// <exception cref="InputException">The file cannot be used at all; the message says why.</exception>
    public static async Task<CsvTable> ReadAsync(Stream content, InputOptions limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(limits);
        string text = await ReadTextAsync(content, limits, cancellationToken);
        var rows = new CsvRowReading(text, limits.MaxCsvRows);
        using CsvReader reader = CsvReader.FromText(text, rows.Options);
        try
        {
            string[] columns = CsvHeader.Read(reader);
            rows.ReadAll(reader, columns.Length, cancellationToken);
            return rows.ToTable(columns, reader.Separator);
        }
        catch (CsvFormatException failure)
        {
            throw new InputException("csv_unreadable", $"The CSV file cannot be read at line {failure.LineNumber}: {failure.Message}", failure);
        }
    }

    private static async Task<string> ReadTextAsync(Stream content, InputOptions limits, CancellationToken cancellationToken)
    {
        byte[] bytes = await new ReadingGuard(limits).ReadAsync("The CSV file", content, packedBytes: null, cancellationToken);
        DecodedSource decoded = SourceDecoding.Decode(bytes);
        if (!decoded.IsText)
            throw new InputException("csv_not_text", "The CSV file is neither UTF-8 nor UTF-16 with a byte order mark; in a spreadsheet, save it as \"CSV UTF-8\".");
        return decoded.Text;
    }
}
