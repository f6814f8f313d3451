using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BatchGen.Batches.Submission;

/// <summary>The canonical JSON of what is stored: snake_case, nulls left out, text readable in any script.</summary>
[JsonSerializable(typeof(ItemRequest))]
[JsonSerializable(typeof(BatchSettings))]
internal sealed partial class StoredJson : JsonSerializerContext
{
    /// <summary>Code is full of quotes and angle brackets, prompts of Chinese: HTML-safe escapes would triple them.</summary>
    public static StoredJson Canonical { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(ItemRequest request) => JsonSerializer.Serialize(request, Canonical.ItemRequest);

    public static string Write(BatchSettings settings) => JsonSerializer.Serialize(settings, Canonical.BatchSettings);

    public static ItemRequest ReadRequest(string json) =>
        JsonSerializer.Deserialize(json, Canonical.ItemRequest) ?? throw new JsonException("A stored request is null.");

    public static BatchSettings ReadSettings(string json) =>
        JsonSerializer.Deserialize(json, Canonical.BatchSettings) ?? throw new JsonException("Stored settings are null.");
}
