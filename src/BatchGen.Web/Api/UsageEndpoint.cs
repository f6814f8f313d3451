using System.Net.Mime;
using System.Text.Json.Serialization;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Usage;
using BatchGen.Code.Exports;
using BatchGen.Web.Access;
using BatchGen.Web.Wire;

namespace BatchGen.Web.Api;

/// <summary><c>/api/usage</c>: who used how much; an administrator's key is told of everybody, others of their own user.</summary>
internal static class UsageEndpoint
{
    private const string Path = "/api/usage";
    private const string Csv = "text/csv";

    public static void Map(RouteGroupBuilder reading) =>
        reading.MapGet(Path, AnswerAsync)
            .WithTags("Usage")
            .WithSummary("Items, tokens and engine time by day, user, key, model, label or source; days are by UTC, 'from' and 'to' included, 'by' is a list with commas")
            .Produces<UsageBody>(StatusCodes.Status200OK, MediaTypeNames.Application.Json, Csv).Produces<ApiError>(StatusCodes.Status400BadRequest);

    /// <param name="format">json, csv (every cell as it is) or csv-spreadsheet (no cell that a spreadsheet would run).</param>
    public static string PathOf(UsageQuestion question, string format) =>
        $"{Path[1..]}?from={DayText.Of(question.From)}&to={DayText.Of(question.To)}&by={UsageQuery.NameOf(question.By)}&format={format}";

    private static async Task<IResult> AnswerAsync(
        string? from, string? to, string? by, string? format, HttpContext http, UsageQueries usage, TimeProvider time)
    {
        var question = UsageQuery.Read(from, to, by, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)) with { UserId = http.Caller().UsageOf };
        CsvAudience? audience = format switch
        {
            null or "json" => null,
            "csv" => CsvAudience.Programs,
            "csv-spreadsheet" => CsvAudience.Spreadsheets,
            _ => throw new RequestRefusedException(
                ProblemCodes.ValueOutOfRange, $"'format' must be 'json', 'csv' or 'csv-spreadsheet'; it is '{Shown.Of(format)}'.", "format"),
        };
        var report = await usage.ReadAsync(question, http.RequestAborted);
        if (audience is not { } reader)
            return OpenAiJson.Ok(UsageBody.Of(report));

        using var written = new MemoryStream();
        await UsageCsv.WriteAsync(report, written, reader, http.RequestAborted);
        return Results.Bytes(written.ToArray(), $"{Csv}; charset=utf-8", $"usage-{DayText.Of(question.From)}-{DayText.Of(question.To)}.csv");
    }
}

/// <summary>What was used.</summary>
/// <param name="From">The first day, by UTC.</param>
/// <param name="To">The last day, included.</param>
/// <param name="By">What the rows are kept apart by.</param>
/// <param name="Total">Of everything once: rows by label may add up to more, since a batch counts under each of its labels.</param>
internal sealed record UsageBody(DateOnly From, DateOnly To, IReadOnlyList<string> By, UsageRowBody Total, IReadOnlyList<UsageRowBody> Rows)
{
    public static UsageBody Of(UsageReport report) => new(
        report.Question.From,
        report.Question.To,
        [.. report.Question.By.Order().Select(UsageQuery.NameOf)],
        UsageRowBody.Of(new UsageRow(new UsageGroup(), report.Total)),
        [.. report.Rows.Select(UsageRowBody.Of)]);
}

/// <summary>One sum. What 'by' does not name is absent; "" is none: no sign-in, no key, no label.</summary>
/// <param name="Items">Items of batches and live requests that ended.</param>
/// <param name="CancelledItems">Cancelled, expired, or left by their caller.</param>
/// <param name="CachedTokens">Of prompt_tokens, those that had been computed for another prompt.</param>
/// <param name="EngineSeconds">Time in which answers had a slot of an engine, first step to last. They share it: this may be more than the clock's.</param>
internal sealed record UsageRowBody(
    long Items,
    long SucceededItems,
    long FailedItems,
    long CancelledItems,
    long PromptTokens,
    long CachedTokens,
    long GeneratedTokens,
    decimal EngineSeconds)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? Day { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? UserId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? User { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? KeyId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Label { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Source { get; init; }

    public static UsageRowBody Of(UsageRow row) => new(
        row.Amounts.Items,
        row.Amounts.SucceededItems,
        row.Amounts.FailedItems,
        row.Amounts.CancelledItems,
        row.Amounts.PromptTokens,
        row.Amounts.CachedTokens,
        row.Amounts.GeneratedTokens,
        row.Amounts.EngineMs / 1000m)
    {
        Day = row.Group.Day,
        UserId = row.Group.UserId,
        User = row.Group.User,
        KeyId = row.Group.KeyId,
        Key = row.Group.Key,
        Model = row.Group.Model,
        Label = row.Group.Label,
        Source = row.Group.Source?.ToString().ToLowerInvariant(),
    };
}
