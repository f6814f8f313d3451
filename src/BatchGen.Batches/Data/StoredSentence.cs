using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

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

/// <summary>Tells EF how a sentence is kept.</summary>
internal sealed class SentenceConverter() : ValueConverter<Sentence, string>(sentence => StoredSentence.Write(sentence), text => StoredSentence.Read(text));

/// <summary>A sentence inside stored JSON: one text, as in a column.</summary>
internal sealed class SentenceJsonConverter : JsonConverter<Sentence>
{
    public override Sentence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        StoredSentence.Read(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, Sentence value, JsonSerializerOptions options) => writer.WriteStringValue(StoredSentence.Write(value));
}

/// <summary>Text from outside on its way into a row.</summary>
internal static class StoredText
{
    /// <summary>PostgreSQL's text cannot hold U+0000, which a model can generate and an input can spell.</summary>
    public static string Clean(string text) => text.Replace('\0', '\uFFFD');
}
