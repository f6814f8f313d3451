using System.Text.Json.Serialization;
using BatchGen.Batches.Results;

namespace BatchGen.Web.OpenAi;

/// <summary>One event of a streamed completion.</summary>
internal sealed record TextChunk(
    string Id, [property: JsonPropertyName("object")] string Kind, long Created, string Model, IReadOnlyList<TextChunkChoice> Choices)
{
    public const string Name = "text_completion";

    /// <summary>Not OpenAI's: the model that runs, where the request names it otherwise; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ModelUsed { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Usage? Usage { get; init; }
}

internal sealed record TextChunkChoice(int Index, string Text, string? FinishReason);
