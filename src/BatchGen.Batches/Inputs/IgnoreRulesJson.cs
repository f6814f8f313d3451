using System.Text.Json;
using System.Text.Json.Serialization;

namespace BatchGen.Batches.Inputs;

/// <summary>Rules as the list of their patterns: what templates keep of them.</summary>
internal sealed class IgnoreRulesJson : JsonConverter<IgnoreRules>
{
    public override IgnoreRules Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IgnoreRules.Parse(JsonSerializer.Deserialize<string[]>(ref reader, options) ?? []);

    public override void Write(Utf8JsonWriter writer, IgnoreRules value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Patterns, options);
}
