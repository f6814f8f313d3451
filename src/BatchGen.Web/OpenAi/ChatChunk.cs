using System.Text.Json.Serialization;
using BatchGen.Batches.Results;

namespace BatchGen.Web.OpenAi;

/// <summary>One event of a streamed chat answer.</summary>
internal sealed record ChatChunk(
    string Id, [property: JsonPropertyName("object")] string Kind, long Created, string Model, IReadOnlyList<ChatChunkChoice> Choices)
{
    public const string Name = "chat.completion.chunk";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Usage? Usage { get; init; }
}
