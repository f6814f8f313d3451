using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BatchGen.Inference.Tools;

/// <summary>A schema as the model reads it: in one line, with its descriptions, without what is meant for programs only.</summary>
internal static class SchemaText
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] ForPrograms = ["$schema", "$id", "$comment"];

    public static string Of(string schemaJson)
    {
        var schema = JsonNode.Parse(schemaJson);
        foreach (var keyword in ForPrograms)
            (schema as JsonObject)?.Remove(keyword);
        return schema?.ToJsonString(OneLine) ?? "null";
    }
}
