using System.Globalization;
using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using BatchGen.Inference.Sentences;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Results;

/// <summary>Writes one item as a line of OpenAI's batch output format.</summary>
internal sealed class ResultLines(Batch batch)
{
    private static readonly HashSet<string> FaultsOfTheServer = ["engine_crash_quarantined", "engine_step_failed", "engine_lost"];

    private readonly string _model = Path.GetFileNameWithoutExtension(batch.ModelPath);
    private readonly bool _isChat = batch.Endpoint != EndpointUrl.Completions;

    public byte[] Success(ResultRow row) => _isChat
        ? JsonSerializer.SerializeToUtf8Bytes(Line(row, ChatBody(row)), ResultJson.Lines.ChatLine)
        : JsonSerializer.SerializeToUtf8Bytes(Line(row, TextBody(row)), ResultJson.Lines.TextLine);

    public static byte[] Error(ResultRow row) => JsonSerializer.SerializeToUtf8Bytes(
        row.State == ItemState.Cancelled ? Cancelled(row) : Failed(row), ResultJson.Lines.ErrorLine);

    private static ResultLine<TBody> Line<TBody>(ResultRow row, TBody body) =>
        new(Id(row), row.CustomId, new LineResponse<TBody>(200, RequestId(row), body), Error: null);

    private ChatCompletionBody ChatBody(ResultRow row) => new(
        $"chatcmpl-{row.ItemId}",
        "chat.completion",
        Created(row),
        _model,
        [new ChatChoice(0, ChatAnswer.Of(row.Result!.Text, CallsOf(row.Result), IdText(row)), row.FinishReason!, row.Result.LogprobsJson is { } logprobs ? StoredJson.ReadLogprobs(logprobs) : null)],
        UsageOf(row),
        TimingsOf(row));

    private TextCompletionBody TextBody(ResultRow row) => new(
        $"cmpl-{row.ItemId}",
        "text_completion",
        Created(row),
        _model,
        [new TextChoice(0, row.Result!.Text, row.FinishReason!)],
        UsageOf(row),
        TimingsOf(row));

    private static ToolAnswer? CallsOf(ItemResult result) => result.CallsJson is { } calls ? StoredJson.ReadCalls(calls) : null;

    private static string IdText(ResultRow row) => row.ItemId.ToString(CultureInfo.InvariantCulture);

    private static ResultLine<ErrorBody> Cancelled(ResultRow row) =>
        new(Id(row), row.CustomId, Response: null, new LineError(row.ErrorCode!, EndCodes.MessageOf(row.ErrorCode!)));

    private static ResultLine<ErrorBody> Failed(ResultRow row)
    {
        var isOurs = row.ErrorCode is not null && FaultsOfTheServer.Contains(row.ErrorCode);
        var details = new ErrorDetails(row.ErrorMessage?.ToString() ?? "", isOurs ? "server_error" : "invalid_request_error", row.ErrorField, row.ErrorCode);
        return new(Id(row), row.CustomId, new LineResponse<ErrorBody>(isOurs ? 500 : 400, RequestId(row), new ErrorBody(details)), Error: null);
    }

    private static Usage UsageOf(ResultRow row) => new(
        row.PromptTokens, row.CompletionTokens, row.PromptTokens + row.CompletionTokens, new PromptTokensDetails(row.Result!.CachedTokens));

    private static Timings TimingsOf(ResultRow row)
    {
        var result = row.Result!;
        double? rate = result.DecodeMs > 0 ? Math.Round(row.CompletionTokens * 1000 / result.DecodeMs, 2) : null;
        return new Timings(Math.Round(result.QueuedMs, 3), Math.Round(result.PrefillMs, 3), Math.Round(result.DecodeMs, 3), rate);
    }

    // From the row's id, so that a file written again is the same file.
    private static string Id(ResultRow row) => $"batch_req_{row.ItemId}";

    private static string RequestId(ResultRow row) => $"req_{row.ItemId}";

    private static long Created(ResultRow row) => row.FinishedAt?.ToUnixTimeSeconds() ?? 0;
}

/// <summary>What a result line is made of.</summary>
internal sealed record ResultRow(
    long ItemId,
    int Ordinal,
    string CustomId,
    ItemState State,
    int PromptTokens,
    int CompletionTokens,
    string? FinishReason,
    string? ErrorCode,
    Sentence? ErrorMessage,
    string? ErrorField,
    DateTimeOffset? FinishedAt,
    ItemResult? Result);
