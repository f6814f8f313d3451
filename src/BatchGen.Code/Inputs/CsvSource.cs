using System.Text;
using BatchGen.Inference.Sentences;
using CsvHelper;

namespace BatchGen.Code.Inputs;

/// <summary>Reads a CSV file with a header row. A bad row is reported by itself; only a file without use is refused.</summary>
public static class CsvSource
{
    /// <exception cref="InputException">The file cannot be used at all; the message says why.</exception>
    public static async Task<CsvTable> ReadAsync(Stream content, InputOptions limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(limits);
        var decoded = await ReadTextAsync(content, limits, cancellationToken);
        var text = CsvText.Prepare(decoded.Text!);
        var rows = new CsvRowReading(text, limits.MaxCsvRows);
        using var reader = CsvReader.FromText(text, rows.Options);
        try
        {
            var columns = CsvHeader.Read(reader);
            rows.ReadAll(reader, columns.Length, cancellationToken);
            return rows.ToTable(columns, reader.Separator) with { Encoding = decoded.Encoding };
        }
        catch (CsvFormatException failure)
        {
            throw new InputException("csv_unreadable", $"The CSV file cannot be read at line {failure.LineNumber}: {ForeignMessage.Of(failure)}", failure);
        }
    }

    private static async Task<DecodedSource> ReadTextAsync(Stream content, InputOptions limits, CancellationToken cancellationToken)
    {
        var bytes = await new ReadingGuard(limits).ReadAsync("The CSV file", content, packedBytes: null, cancellationToken);
        var decoded = SourceDecoding.Decode(bytes);
        return decoded.IsText
            ? decoded
            : throw new InputException(
                "csv_not_text",
                "The CSV file is neither UTF-8 nor UTF-16, nor is it certain which code page it is in; in a spreadsheet, save it as \"CSV UTF-8\".");
    }
}

/// <summary>What joining files leaves in a table's text, taken out without moving a line.</summary>
internal static class CsvText
{
    private const char Mark = '\uFEFF';

    /// <summary>Marks at the beginning of lines go; where one stands before the header again, the header goes too.</summary>
    public static string Prepare(string text)
    {
        var body = text.TrimStart(Mark);
        if (!body.Contains(Mark))
            return body;
        var header = body[..EndOfLine(body, 0)];
        var prepared = new StringBuilder(body.Length);
        for (var at = 0; at < body.Length;)
        {
            var end = EndOfLine(body, at);
            var next = Math.Min(body.Length, body.IndexOf('\n', end) is var lineEnd and >= 0 ? lineEnd + 1 : body.Length);
            var line = body.AsSpan(at, end - at);
            var bare = line.TrimStart(Mark);
            if (bare.Length == line.Length || !bare.SequenceEqual(header))
                prepared.Append(bare);
            prepared.Append(body, end, next - end);
            at = next;
        }

        return prepared.ToString();
    }

    private static int EndOfLine(string text, int start) => text.AsSpan(start).IndexOfAny('\r', '\n') is var end and >= 0 ? start + end : text.Length;
}

/// <summary>A CSV file as input: each column a template variable, each row an item.</summary>
/// <param name="Columns">Names from the header, trimmed; distinct without regard to case.</param>
/// <param name="Separator">As found in the file: comma, semicolon, tab or bar; null when it has one column.</param>
/// <param name="Problems">Rows left out of <paramref name="Rows"/>, in the file's order.</param>
public sealed record CsvTable(
    IReadOnlyList<string> Columns,
    char? Separator,
    IReadOnlyList<CsvRow> Rows,
    IReadOnlyList<CsvProblem> Problems)
{
    /// <summary>As found in the file.</summary>
    public SourceEncoding Encoding { get; init; }
}

/// <param name="Number">1-based, the header and empty lines not counted.</param>
/// <param name="LineNumber">1-based line of the file where the row starts; a quoted cell may hold line breaks.</param>
/// <param name="Cells">As many as the table has columns.</param>
public sealed record CsvRow(int Number, long LineNumber, IReadOnlyList<string> Cells);

/// <summary>One row that cannot be used; the others can.</summary>
/// <param name="RowNumber">1-based, as in <see cref="CsvRow.Number"/>.</param>
/// <param name="LineNumber">1-based line of the file where the row starts.</param>
/// <param name="Code">Stable: csv_field_count or csv_malformed_row.</param>
/// <param name="Sentence">A sentence that names the row.</param>
public sealed record CsvProblem(int RowNumber, long LineNumber, string Code, Sentence Sentence)
{
    /// <summary>The sentence in English.</summary>
    public string Message => Sentence.ToString();
}
