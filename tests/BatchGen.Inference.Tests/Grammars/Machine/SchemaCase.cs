using System.Text.Json;
using Json.Schema;

namespace BatchGen.Inference.Tests.Grammars.Machine;

/// <summary>A line of Cases/*.jsonl: a schema as some tool writes it, and values that it allows or not.</summary>
internal sealed record SchemaCase(string Name, JsonElement Schema, IReadOnlyList<JsonElement> Valid, IReadOnlyList<JsonElement> Invalid)
{
    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.Flag, RequireFormatValidation = true };

    public static IEnumerable<SchemaCase> Read(string file)
    {
        using var reader = new StreamReader(typeof(SchemaCase).Assembly.GetManifestResourceStream(file)!);
        while (reader.ReadLine() is { } line)
        {
            var read = JsonElement.Parse(line);
            yield return new SchemaCase(read.GetProperty("name").GetString()!, read.GetProperty("schema"), Listed(read, "valid"), Listed(read, "invalid"));
        }
    }

    public override string ToString() => Name;

    /// <summary>What the independent validator says of a value, for many values.</summary>
    public Func<JsonElement, bool> Validator()
    {
        var words = JsonSerializer.SerializeToElement(InPlainWords(Schema));
        var schema = JsonSchema.FromText(
            words.GetRawText(), new BuildOptions { SchemaRegistry = new SchemaRegistry(), Dialect = DialectOf(Schema.GetRawText()) });
        return value => schema.Evaluate(value, Options).IsValid;
    }

    /// <summary>Where a schema names no draft, its words tell it: lists under "items", and "definitions", are of draft 7.</summary>
    private static Dialect DialectOf(string schema) =>
        schema.Contains("draft-07", StringComparison.Ordinal)
            || schema.Contains("\"definitions\"", StringComparison.Ordinal)
            || schema.Contains("\"items\":[", StringComparison.Ordinal)
            ? Dialect.Draft07
            : Dialect.Draft202012;

    /// <summary>OpenAPI 3.0 has words of its own, which validators pass over or refuse: "nullable", and bounds left out by true.</summary>
    private static object? InPlainWords(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().Select(InPlainWords).ToArray();
        if (element.ValueKind != JsonValueKind.Object)
            return element;
        var members = element.EnumerateObject().Where(member => member.Name is not ("nullable" or "$schema")).ToDictionary(
            member => member.Name, member => InPlainWords(member.Value));
        LeaveOut(element, members, "minimum", "exclusiveMinimum");
        LeaveOut(element, members, "maximum", "exclusiveMaximum");
        return element.TryGetProperty("nullable", out var flag) && flag.ValueKind == JsonValueKind.True
            ? new Dictionary<string, object?> { ["anyOf"] = new object?[] { members, new Dictionary<string, string> { ["type"] = "null" } } }
            : members;
    }

    private static void LeaveOut(JsonElement element, Dictionary<string, object?> members, string bound, string exclusive)
    {
        if (!element.TryGetProperty(exclusive, out var flag) || flag.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            return;
        members.Remove(exclusive);
        if (flag.ValueKind == JsonValueKind.True && members.Remove(bound, out var value))
            members[exclusive] = value;
    }

    private static JsonElement[] Listed(JsonElement line, string name) => line.TryGetProperty(name, out var list) ? [.. list.EnumerateArray()] : [];
}
