using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Data;

/// <summary>
/// A sentence in one text column: plain where it has no values, else a JSON array of its words and values, so that a page
/// can still say it in another language.
/// </summary>
internal static class StoredSentence
{
    private const char Open = '[';

    private static readonly JsonSerializerOptions Legible = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Sentence sentence)
    {
        var plain = sentence.ToString();
        return sentence.Values.Count == 0 && !plain.StartsWith(Open) ? StoredText.Clean(plain) : ToJson(sentence).ToJsonString(Legible);
    }

    public static Sentence Read(string text)
    {
        if (!text.StartsWith(Open))
            return text;
        try
        {
            return FromJson(JsonNode.Parse(text)!.AsArray());
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentOutOfRangeException or FormatException)
        {
            // Somebody else's text that happens to begin like one.
            return text;
        }
    }

    private static JsonArray ToJson(Sentence sentence) =>
        [JsonValue.Create(StoredText.Clean(sentence.Words)), .. sentence.Values.Select(ToJson)];

    private static JsonNode ToJson(object value) => value is Sentence inner ? ToJson(inner) : JsonValue.Create(StoredText.Clean(value.ToString()!));

    private static Sentence FromJson(JsonArray array) => new(array[0]!.GetValue<string>(), array.Skip(1).Select(FromJson));

    private static object FromJson(JsonNode? node) => node is JsonArray inner ? (object)FromJson(inner) : node!.GetValue<string>();
}
