using System.Text.Json;
using System.Text.Json.Serialization;
using BatchGen.Batches.Data;
using BatchGen.Batches.Orders;
using BatchGen.Batches.Requests;

namespace BatchGen.Web.OpenAi;

/// <summary>A batch in OpenAI's words. Times are Unix seconds.</summary>
internal sealed record BatchBody(
    string Id,
    [property: JsonPropertyName("object")] string Kind,
    string Endpoint,
    string? Model,
    BatchErrorList? Errors,
    string InputFileId,
    string CompletionWindow,
    string Status,
    string? OutputFileId,
    string? ErrorFileId,
    long CreatedAt,
    long? InProgressAt,
    long ExpiresAt,
    long? FinalizingAt,
    long? CompletedAt,
    long? FailedAt,
    long? ExpiredAt,
    long? CancellingAt,
    long? CancelledAt,
    BatchCounts RequestCounts,
    BatchUsage? Usage,
    IReadOnlyDictionary<string, string>? Metadata)
{
    /// <param name="batch">One that was ordered over this API.</param>
    public static BatchBody Of(Batch batch)
    {
        var order = batch.Order ?? throw new ArgumentException($"The batch {batch.PublicId} was not ordered.", nameof(batch));
        var status = OrderStatus.Of(batch);
        var isAtRest = batch.State.IsAtRest();
        return new BatchBody(
            batch.PublicId,
            "batch",
            batch.Endpoint,
            batch.ModelPath.Length > 0 ? Path.GetFileNameWithoutExtension(batch.ModelPath) : order.Model,
            BatchErrorList.Of(OrderStatus.ErrorsOf(batch)),
            order.InputFileId,
            order.CompletionWindow,
            status,
            isAtRest ? order.OutputFileId : null,
            isAtRest ? order.ErrorFileId : null,
            batch.CreatedAt.ToUnixTimeSeconds(),
            Seconds(batch.StartedAt ?? order.AcceptedAt),
            order.ExpiresAt.ToUnixTimeSeconds(),
            Seconds(batch.FinalizingAt),
            status == "completed" ? Seconds(batch.FinishedAt) : null,
            status == "failed" ? Seconds(batch.FinishedAt) : null,
            status == "expired" ? Seconds(order.ExpiredAt) : null,
            Seconds(order.CancellingAt),
            status == "cancelled" ? Seconds(batch.FinishedAt) : null,
            BatchCounts.Of(batch),
            BatchUsage.Of(batch),
            order.MetadataJson is { } json ? JsonSerializer.Deserialize<Dictionary<string, string>>(json) : null);
    }

    private static long? Seconds(DateTimeOffset? time) => time?.ToUnixTimeSeconds();
}

/// <summary>Counters kept with the results they count. What is being retried counts as neither; what never ran is failed only in the end.</summary>
internal sealed record BatchCounts(int Total, int Completed, int Failed)
{
    public static BatchCounts Of(Batch batch) => new(batch.TotalItems, batch.SucceededItems, batch.FailedItems);
}

/// <summary>Tokens of everything that was answered; null until the batch has items.</summary>
internal sealed record BatchUsage(
    long InputTokens, InputTokensDetails InputTokensDetails, long OutputTokens, OutputTokensDetails OutputTokensDetails, long TotalTokens)
{
    public static BatchUsage? Of(Batch batch) => batch.Order?.AcceptedAt is null
        ? null
        : new BatchUsage(
            batch.PromptTokens,
            new InputTokensDetails(batch.CachedTokens),
            batch.CompletionTokens,
            new OutputTokensDetails(ReasoningTokens: 0),
            batch.PromptTokens + batch.CompletionTokens);
}

internal sealed record InputTokensDetails(long CachedTokens);

internal sealed record OutputTokensDetails(long ReasoningTokens);

/// <summary>Why a batch was refused, line by line.</summary>
internal sealed record BatchErrorList([property: JsonPropertyName("object")] string Kind, IReadOnlyList<BatchError> Data)
{
    public static BatchErrorList? Of(IReadOnlyList<InputProblem> problems) => problems.Count == 0
        ? null
        : new BatchErrorList("list", [.. problems.Select(problem => new BatchError(problem.Code, problem.Message, problem.Param, problem.Line))]);
}

/// <param name="Line">1-based; null when it is about the whole file.</param>
internal sealed record BatchError(string Code, string Message, string? Param, int? Line);
