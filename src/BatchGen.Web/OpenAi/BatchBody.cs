using System.Text.Json;
using System.Text.Json.Serialization;
using BatchGen.Batches.Data;
using BatchGen.Batches.Orders;

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
    public static BatchBody Of(OrderView view)
    {
        var order = view.Order;
        var ended = view.Batch?.FinishedAt ?? order.EndedAt;
        return new BatchBody(
            order.PublicId,
            "batch",
            order.Endpoint,
            view.Batch is { } batch ? Path.GetFileNameWithoutExtension(batch.ModelPath) : order.Model,
            BatchErrorList.Of(view.Errors),
            order.InputFileId,
            order.CompletionWindow,
            view.Status,
            view.IsAtRest ? order.OutputFileId : null,
            view.IsAtRest ? order.ErrorFileId : null,
            order.CreatedAt.ToUnixTimeSeconds(),
            Seconds(view.Batch?.StartedAt ?? (view.Batch is null ? null : view.Batch.CreatedAt)),
            order.ExpiresAt.ToUnixTimeSeconds(),
            Seconds(view.Batch?.FinalizingAt),
            view.Status == "completed" ? Seconds(ended) : null,
            view.Status == "failed" ? Seconds(ended) : null,
            view.Status == "expired" ? Seconds(order.ExpiredAt) : null,
            Seconds(order.CancellingAt),
            view.Status == "cancelled" ? Seconds(ended) : null,
            BatchCounts.Of(view.Batch),
            BatchUsage.Of(view.Batch),
            order.MetadataJson is { } json ? JsonSerializer.Deserialize<Dictionary<string, string>>(json) : null);
    }

    private static long? Seconds(DateTimeOffset? time) => time?.ToUnixTimeSeconds();
}
