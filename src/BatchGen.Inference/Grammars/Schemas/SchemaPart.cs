using System.Text.Json;
using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Grammars.Schemas;

/// <summary>Keywords of a part that other parts stand for already.</summary>
[Flags]
internal enum PartDone
{
    None = 0,
    AnyOf = 1,
    OneOf = 2,
    Nullable = 4,
    Dependents = 8,
    Not = 16,
}

/// <summary>One schema that a value must be valid against, beside others.</summary>
/// <param name="Path">A JSON pointer to it; of a part that stands for a keyword's meaning, one that nothing else has.</param>
internal readonly record struct SchemaPart(JsonElement Schema, string Path, PartDone Done = PartDone.None)
{
    private static readonly Dictionary<string, PartDone> Keywords = new(StringComparer.Ordinal)
    {
        ["anyOf"] = PartDone.AnyOf,
        ["oneOf"] = PartDone.OneOf,
        ["nullable"] = PartDone.Nullable,
        ["dependentRequired"] = PartDone.Dependents,
        ["dependentSchemas"] = PartDone.Dependents,
        ["dependencies"] = PartDone.Dependents,
        ["not"] = PartDone.Not,
    };

    public string Key => Done == PartDone.None ? Path : InvariantText.Of($"{Path}!{(int)Done}");

    /// <param name="json">A schema.</param>
    public static SchemaPart Made(string json, string path) => new(JsonElement.Parse(json), path);

    public bool TryGet(string keyword, out JsonElement value)
    {
        value = default;
        return Schema.ValueKind == JsonValueKind.Object
            && (!Keywords.TryGetValue(keyword, out var done) || !Done.HasFlag(done))
            && Schema.TryGetProperty(keyword, out value);
    }

    /// <summary>Null without a "not", or once it is met.</summary>
    public NotPart? Not => TryGet("not", out var not) ? new NotPart(not) : null;

    public bool IsNullable => TryGet("nullable", out var flag) && flag.ValueKind == JsonValueKind.True;

    public bool Has(string keyword) => TryGet(keyword, out _);

    /// <returns>Null where the keyword is not there.</returns>
    public string? Text(string keyword) => TryGet(keyword, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <returns>Null where the keyword is not there.</returns>
    public int? Count(string keyword) => TryGet(keyword, out var value) ? SchemaNumbers.Count(value) : null;

    public SchemaPart Child(string keyword, JsonElement schema) => new(schema, SchemaPointer.Child(Path, keyword));

    public IEnumerable<SchemaPart> Items(string keyword)
    {
        if (!TryGet(keyword, out var list) || list.ValueKind != JsonValueKind.Array)
            yield break;
        var index = 0;
        foreach (var item in list.EnumerateArray())
            yield return new SchemaPart(item, InvariantText.Of($"{Path}/{keyword}/{index++}"));
    }

    public IEnumerable<KeyValuePair<string, SchemaPart>> Members(string keyword)
    {
        if (!TryGet(keyword, out var members))
            yield break;
        var path = SchemaPointer.Child(Path, keyword);
        foreach (var member in members.EnumerateObject())
            yield return new(member.Name, new SchemaPart(member.Value, SchemaPointer.Child(path, member.Name)));
    }

    public IEnumerable<string> Names(string keyword) => TryGet(keyword, out var list) ? list.EnumerateArray().Select(name => name.GetString()!) : [];

    public SchemaPart Without(PartDone done) => this with { Done = Done | done };

    /// <summary>The schema of what the part says nothing else about; "unevaluated" comes to the same where it is allowed.</summary>
    public SchemaPart? Additional() =>
        TryGet("additionalProperties", out var additional) ? Child("additionalProperties", additional)
        : TryGet("unevaluatedProperties", out var unevaluated) ? Child("unevaluatedProperties", unevaluated)
        : null;
}
