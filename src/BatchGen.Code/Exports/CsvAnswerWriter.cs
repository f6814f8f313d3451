using System.Globalization;
using CsvHelper;

namespace BatchGen.Code.Exports;

/// <summary>
/// The input's CSV with the answer's columns added. For programs every cell is what it is. For spreadsheets, which run a cell as a
/// formula by how it begins (CVE-2021-41270), such a cell gets an apostrophe in front (<see cref="SpreadsheetCell"/>), and the file
/// a byte order mark, without which Excel does not read UTF-8.
/// </summary>
public sealed class CsvAnswerWriter : IAnswerWriter
{
    private readonly CsvWriter _csv;
    private readonly IReadOnlyList<string> _inputColumns;
    private readonly Func<string, string> _write;

    /// <param name="inputColumns">Empty when the batch did not come from a CSV file.</param>
    public CsvAnswerWriter(Stream stream, IReadOnlyList<string> inputColumns, CsvAudience audience)
    {
        ArgumentNullException.ThrowIfNull(inputColumns);
        var isForSpreadsheets = audience == CsvAudience.Spreadsheets;
        _csv = CsvWriter.Create(stream, new CsvWriterOptions { Injection = CsvInjection.None, WriteByteOrderMark = isForSpreadsheets }, leaveOpen: true);
        _write = isForSpreadsheets ? SpreadsheetCell.Safe : cell => cell;
        _inputColumns = inputColumns;
        _csv.WriteHeader(CsvAnswerColumns.Names(inputColumns).Select(_write).ToArray());
    }

    public async Task WriteAsync(AnswerRow row, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(row);
        await _csv.WriteRecordAsync(CsvAnswerColumns.Cells(_inputColumns, row).Select(_write).ToArray(), cancellationToken);
    }

    public ValueTask DisposeAsync() => _csv.DisposeAsync();
}

/// <summary>Who reads a CSV file.</summary>
public enum CsvAudience
{
    /// <summary>Every cell as it is.</summary>
    Programs,

    /// <summary>No cell that would run.</summary>
    Spreadsheets,
}

/// <summary>
/// A text as a cell that no spreadsheet runs. An apostrophe stands before every cell that begins like a formula, whatever blank or
/// invisible characters come first, and before every cell that begins with an apostrophe itself: to take the first one
/// away gives back every cell as it was.
/// </summary>
public static class SpreadsheetCell
{
    private const char Escape = '\'';

    /// <summary>What begins a formula: also as full-width, small and other forms, which spreadsheets in East Asia take for the same.</summary>
    private const string LeadIns = "=+-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B\u2212\u207A\u207B\u207C";

    /// <summary>Blank although no white space by Unicode: fillers of Hangul and the empty pattern of Braille.</summary>
    private const string OtherBlanks = "\u115F\u1160\u3164\uFFA0\u2800";

    public static string Safe(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return Begins(cell) ? Escape + cell : cell;
    }

    /// <summary>What <see cref="Safe"/> was given.</summary>
    public static string Original(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return cell is [Escape, ..] ? cell[1..] : cell;
    }

    private static bool Begins(string cell)
    {
        if (cell is [Escape, ..])
            return true;
        foreach (var character in cell)
        {
            // A tab or a line end makes some importers begin a cell anew.
            if (character is '\t' or '\r' or '\n')
                return true;
            if (!IsUnseen(character))
                return LeadIns.Contains(character, StringComparison.Ordinal);
        }

        return false;
    }

    private static bool IsUnseen(char character) => char.IsWhiteSpace(character) || char.IsControl(character)
        || char.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark
        || OtherBlanks.Contains(character, StringComparison.Ordinal);
}

/// <summary>The columns of a CSV export: the input's own, then the answer's.</summary>
internal static class CsvAnswerColumns
{
    private static readonly string[] Added =
    [
        "custom_id", "path", "task", "answer", "code", "language", "finish_reason", "flags",
        "error_code", "error_message", "prompt_tokens", "completion_tokens",
    ];

    /// <summary>An added name that the input has already gets "_out" at its end, as often as it takes.</summary>
    public static string[] Names(IReadOnlyList<string> inputColumns)
    {
        var names = new List<string>(inputColumns);
        foreach (var added in Added)
        {
            var name = added;
            while (names.Contains(name, StringComparer.OrdinalIgnoreCase))
                name += "_out";
            names.Add(name);
        }

        return [.. names];
    }

    /// <summary>A row's cells; an input column the row does not have is empty.</summary>
    public static string[] Cells(IReadOnlyList<string> inputColumns, AnswerRow row) =>
    [
        .. inputColumns.Select(name => row.Columns.FirstOrDefault(column => column.Key == name).Value ?? ""),
        row.CustomId,
        row.Path ?? "",
        row.Task ?? "",
        row.Answer ?? "",
        row.Code ?? "",
        row.Language ?? "",
        row.FinishReason ?? "",
        string.Join(' ', row.Flags),
        row.ErrorCode ?? "",
        row.ErrorMessage ?? "",
        row.PromptTokens.ToString(CultureInfo.InvariantCulture),
        row.CompletionTokens.ToString(CultureInfo.InvariantCulture),
    ];
}
