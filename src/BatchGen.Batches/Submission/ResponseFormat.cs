using System.Text.Json;
using BatchGen.Inference.Grammars;

namespace BatchGen.Batches.Submission;

/// <summary>The answer must be JSON: any object, or what a schema allows. Stored as it was asked for.</summary>
/// <param name="SchemaJson">A JSON schema; null allows any JSON object.</param>
public sealed record ResponseFormat(string? SchemaJson)
{
    /// <summary>What holds the engine to it.</summary>
    /// <exception cref="SchemaException">The schema cannot be honoured.</exception>
    public string ToGrammar()
    {
        if (SchemaJson is null)
            return JsonSchemaGrammar.AnyObject;
        using var schema = JsonDocument.Parse(SchemaJson);
        return JsonSchemaGrammar.Convert(schema.RootElement);
    }
}
