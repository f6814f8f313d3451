using System.Globalization;
using BatchGen.Code.Exports;
using CsvHelper;

namespace BatchGen.Batches.Usage;

/// <summary>
/// A report as CSV: a column for each thing that was asked for, then the sums. For spreadsheets no name is run as a formula, and the file
/// begins with a byte order mark, as in exports of answers.
/// </summary>
public static class UsageCsv
{
    private static readonly string[] Sums =
        ["items", "succeeded_items", "failed_items", "cancelled_items", "prompt_tokens", "cached_tokens", "generated_tokens", "engine_seconds"];

    /// <summary>The stream stays open.</summary>
    public static async Task WriteAsync(UsageReport report, Stream target, CsvAudience audience, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        var isForSpreadsheets = audience == CsvAudience.Spreadsheets;
        Func<string, string> safe = isForSpreadsheets ? SpreadsheetCell.Safe : cell => cell;
        var by = report.Question.By.Order().ToList();
        await using var csv = CsvWriter.Create(
            target, new CsvWriterOptions { Injection = CsvInjection.None, WriteByteOrderMark = isForSpreadsheets }, leaveOpen: true);
        csv.WriteHeader([.. by.SelectMany(NamesOf), .. Sums]);
        foreach (var row in report.Rows)
            await csv.WriteRecordAsync(
                [.. by.SelectMany(dimension => CellsOf(row.Group, dimension)).Select(safe), .. NumbersOf(row.Amounts)], cancellationToken);
    }

    private static string[] NamesOf(UsageDimension dimension) => dimension switch
    {
        UsageDimension.Day => ["day"],
        UsageDimension.User => ["user_id", "user"],
        UsageDimension.Key => ["key_id", "key"],
        UsageDimension.Model => ["model"],
        UsageDimension.Label => ["label"],
        UsageDimension.Source => ["source"],
    };

    private static string[] CellsOf(UsageGroup group, UsageDimension dimension) => dimension switch
    {
        UsageDimension.Day => [group.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""],
        UsageDimension.User => [Text(group.UserId), group.User ?? ""],
        UsageDimension.Key => [Text(group.KeyId), group.Key ?? ""],
        UsageDimension.Model => [group.Model ?? ""],
        UsageDimension.Label => [group.Label ?? ""],
        UsageDimension.Source => [group.Source?.ToString().ToLowerInvariant() ?? ""],
    };

    private static string[] NumbersOf(UsageAmounts amounts) =>
    [
        Text(amounts.Items),
        Text(amounts.SucceededItems),
        Text(amounts.FailedItems),
        Text(amounts.CancelledItems),
        Text(amounts.PromptTokens),
        Text(amounts.CachedTokens),
        Text(amounts.GeneratedTokens),
        (amounts.EngineMs / 1000m).ToString(CultureInfo.InvariantCulture),
    ];

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
