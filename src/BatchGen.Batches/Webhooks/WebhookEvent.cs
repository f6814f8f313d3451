using System.Text.Json;

namespace BatchGen.Batches.Webhooks;

/// <summary>What a call says, in the shape of OpenAI's events: which batch ended how. The caller asks for the rest.</summary>
/// <param name="Id">The same for every try, so that the other side can tell a repetition; another when a retried batch ends again.</param>
internal sealed record WebhookEvent(string Id, string Object, long CreatedAt, string Type, WebhookEventData Data)
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static WebhookEvent Of(BatchEnd end, DateTimeOffset endedAt) => new(
        IdOf(end),
        "event",
        endedAt.ToUnixTimeSeconds(),
        $"batch.{end.Status}",
        new WebhookEventData(end.PublicId));

    /// <summary>The same for every try.</summary>
    public static string IdOf(BatchEnd end) => $"evt_{end.PublicId}_{end.Status}_{end.At?.ToUnixTimeMilliseconds() ?? 0}";

    public string ToJson() => JsonSerializer.Serialize(this, Names);
}
