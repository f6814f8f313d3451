using System.Text.Json;

namespace BatchGen.Batches.Submission;

/// <summary>Reads the fields that only chat requests have, besides their messages.</summary>
internal sealed class ChatFieldsParser
{
    public const string KnownFields = ToolsParser.KnownFields + ", " + LogprobsParser.KnownFields;

    private readonly ToolsParser _tools = new();
    private readonly LogprobsParser _logprobs = new();

    /// <summary>False when the field is none of these.</summary>
    public bool TryRead(JsonProperty property, JsonField field) => _tools.TryRead(property, field) || _logprobs.TryRead(property, field);

    /// <summary>The request with what was read, once its other fields are known.</summary>
    public ItemRequest ApplyTo(ItemRequest request) => _logprobs.ApplyTo(_tools.ApplyTo(request));
}
