using System.Text;
using System.Text.Json;
using BatchGen.Inference.Grammars;

namespace BatchGen.Inference.Tools;

/// <summary>A stretch of an answer that begins with ```json, judged.</summary>
/// <param name="Length">Characters it takes.</param>
/// <param name="Call">Null when it is text.</param>
internal sealed record ToolCallBlock(int Length, ToolCall? Call)
{
    // A block that holds no JSON is text from here on, and another may begin within it.
    private static readonly ToolCallBlock OpeningAlone = new(ToolCallText.Opening.Length, Call: null);

    /// <param name="text">Begins with the opening.</param>
    /// <param name="isLast">No more will come.</param>
    /// <returns>Null when that cannot be said yet.</returns>
    public static ToolCallBlock? Read(ReadOnlySpan<char> text, ToolOffer offer, bool isLast)
    {
        // JSON says itself where it ends: three backticks in a string of it close nothing.
        var rest = Encoding.UTF8.GetBytes(text[ToolCallText.Opening.Length..].ToString());
        var reader = new Utf8JsonReader(rest, isFinalBlock: false, state: default);
        try
        {
            if (!JsonDocument.TryParseValue(ref reader, out var json))
                return isLast ? OpeningAlone : null;
            using (json)
            {
                var end = ToolCallText.Opening.Length + Encoding.UTF8.GetCharCount(rest.AsSpan(0, (int)reader.BytesConsumed));
                return Close(text, end, isLast) is { } close
                    ? close == 0 ? OpeningAlone : new ToolCallBlock(close, CallIn(json.RootElement, offer))
                    : null;
            }
        }
        catch (JsonException)
        {
            return OpeningAlone;
        }
    }

    /// <returns>Where the block ends, 0 when something else follows the JSON, null when that cannot be said yet.</returns>
    private static int? Close(ReadOnlySpan<char> text, int endOfJson, bool isLast)
    {
        var after = text[endOfJson..].TrimStart();
        if (after.StartsWith(ToolCallText.Closing))
            return text.Length - after.Length + ToolCallText.Closing.Length;
        if (!ToolCallText.Closing.AsSpan().StartsWith(after))
            return 0;
        // An answer that was cut behind a whole call made it all the same.
        return isLast ? text.Length : null;
    }

    private static ToolCall? CallIn(JsonElement json, ToolOffer offer)
    {
        if (json.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String
            || !json.TryGetProperty("arguments", out var arguments) || arguments.ValueKind != JsonValueKind.Object
            || offer.Find(name.GetString()!) is not { } tool)
            return null;
        return tool.IsStrict && !Allows(tool, arguments) ? null : new ToolCall(tool.Name, arguments.GetRawText());
    }

    private static bool Allows(ToolDefinition tool, JsonElement arguments)
    {
        using var schema = JsonDocument.Parse(tool.ParametersJson ?? """{"additionalProperties":false}""");
        return SchemaCheck.Allows(schema.RootElement, arguments);
    }
}
