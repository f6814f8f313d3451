using System.Text.Json;

namespace BatchGen.Batches.Webhooks;

/// <summary>What a call says, in the shape of OpenAI's events: which batch ended how. The caller asks for the rest.</summary>
/// <param name="Id">The same for every try, so that the other side can tell a repetition; another when a retried batch ends again.</param>
internal sealed record WebhookEvent(string Id, string Object, long CreatedAt, string Type, WebhookEventData Data)
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static WebhookEvent Of(BatchEnd end, DateTimeOffset endedAt) => new(
        $"evt_{end.PublicId}_{end.Status}_{end.At?.ToUnixTimeMilliseconds() ?? 0}",
        "event",
        endedAt.ToUnixTimeSeconds(),
        $"batch.{end.Status}",
        new WebhookEventData(end.PublicId));

    public string ToJson() => JsonSerializer.Serialize(this, Names);
}
