using System.Globalization;

namespace BatchGen.Batches.Answers.Exports;

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
