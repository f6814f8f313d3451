using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using BatchGen.Batches.Data;
using BatchGen.Code.Answers;
using BatchGen.Code.Inputs;
using BatchGen.Code.Joining;
using BatchGen.Code.Outlines;
using BatchGen.Code.Splitting;
using BatchGen.Code.Tasks;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Requests;

/// <summary>
/// The canonical JSON of what is stored: snake_case, nulls left out, text readable in any script. A request's parts that
/// OpenAI has a form for are stored in it, so that a copy of a batch is an input like any other.
/// </summary>
[JsonSerializable(typeof(ItemRequest))]
[JsonSerializable(typeof(BatchSettings))]
[JsonSerializable(typeof(ChunkLineage))]
[JsonSerializable(typeof(ToolAnswer))]
[JsonSerializable(typeof(ChatLogprobs))]
[JsonSerializable(typeof(IReadOnlyList<SourceCut>), TypeInfoPropertyName = "SourceCutList")]
[JsonSerializable(typeof(IReadOnlyList<QualityFlag>), TypeInfoPropertyName = "QualityFlagList")]
internal sealed partial class StoredJson : JsonSerializerContext
{
    /// <summary>Code is full of quotes and angle brackets, prompts of Chinese: HTML-safe escapes would triple them.</summary>
    public static StoredJson Canonical { get; } = new(new JsonSerializerOptions
    {
        Converters =
        {
            // Words, not numbers: an enum may gain a member in its middle.
            new JsonStringEnumConverter<OnOtherModel>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<TaskKind>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<PromptLanguage>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<InfillMode>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<SourceEncoding>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<QualityFlags>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<QualityKind>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<JoinStrategy>(JsonNamingPolicy.SnakeCaseLower),
            new JsonStringEnumConverter<BoundaryRank>(JsonNamingPolicy.SnakeCaseLower),
            new ResponseFormatJson(),
            new ToolDefinitionJson(),
            new ToolChoiceJson(),
        },
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static string Write(ItemRequest request) => JsonSerializer.Serialize(request, Canonical.ItemRequest);

    public static string Write(BatchSettings settings) => JsonSerializer.Serialize(settings, Canonical.BatchSettings);

    public static string Write(ChunkLineage lineage) => JsonSerializer.Serialize(lineage, Canonical.ChunkLineage);

    public static string Write(IReadOnlyList<SourceCut> cuts) => JsonSerializer.Serialize(cuts, Canonical.SourceCutList);

    public static IReadOnlyList<SourceCut> ReadCuts(string json) =>
        JsonSerializer.Deserialize(json, Canonical.SourceCutList) ?? throw new JsonException("Stored cuts are null.");

    public static string Write(IReadOnlyList<QualityFlag> flags) => JsonSerializer.Serialize(flags, Canonical.QualityFlagList);

    public static string Write(ToolAnswer answer) => JsonSerializer.Serialize(answer, Canonical.ToolAnswer);

    public static ToolAnswer ReadCalls(string json) =>
        JsonSerializer.Deserialize(json, Canonical.ToolAnswer) ?? throw new JsonException("Stored calls are null.");

    public static string Write(ChatLogprobs logprobs) => JsonSerializer.Serialize(logprobs, Canonical.ChatLogprobs);

    public static ChatLogprobs ReadLogprobs(string json) =>
        JsonSerializer.Deserialize(json, Canonical.ChatLogprobs) ?? throw new JsonException("Stored logprobs are null.");

    public static ChunkLineage ReadLineage(string json) =>
        JsonSerializer.Deserialize(json, Canonical.ChunkLineage) ?? throw new JsonException("A stored lineage is null.");

    public static IReadOnlyList<QualityFlag> ReadFlags(string json) =>
        JsonSerializer.Deserialize(json, Canonical.QualityFlagList) ?? throw new JsonException("Stored flags are null.");

    public static ItemRequest ReadRequest(string json) =>
        JsonSerializer.Deserialize(json, Canonical.ItemRequest) ?? throw new JsonException("A stored request is null.");

    public static BatchSettings ReadSettings(string json) =>
        JsonSerializer.Deserialize(json, Canonical.BatchSettings) ?? throw new JsonException("Stored settings are null.");
}
