using System.Text.Json;
using System.Text.Json.Serialization;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Data;

/// <summary>A sentence inside stored JSON: one text, as in a column.</summary>
internal sealed class SentenceJsonConverter : JsonConverter<Sentence>
{
    public override Sentence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => StoredSentence.Read(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, Sentence value, JsonSerializerOptions options) => writer.WriteStringValue(StoredSentence.Write(value));
}
