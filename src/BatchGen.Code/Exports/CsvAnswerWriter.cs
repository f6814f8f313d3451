using System.Globalization;
using CsvHelper;

namespace BatchGen.Code.Exports;

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
        foreach (string added in Added)
        {
            string name = added;
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
