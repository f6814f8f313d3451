using System.Text.Json;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Submission;

/// <summary>One field of a request line, with the path that names it in messages.</summary>
internal readonly record struct JsonField(string Path, JsonElement Value)
{
    /// <summary>Clients send null for what they leave to the server.</summary>
    public bool IsNull => Value.ValueKind == JsonValueKind.Null;

    public JsonField At(int index) => new($"{Path}[{index}]", Value[index]);

    /// <summary>The fields of an object, by name; the path of each is built only when a message needs it.</summary>
    public JsonField Child(JsonProperty property) => new(PathOf(property.Name), property.Value);

    public string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    public string Text() => Value.ValueKind == JsonValueKind.String ? Value.GetString()! : throw WrongType("a string");

    public bool Flag() => Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw WrongType("true or false"),
    };

    public float Number(double from, double to)
    {
        if (Value.ValueKind != JsonValueKind.Number || !Value.TryGetDouble(out var number))
            throw WrongType("a number");
        if (!(number >= from && number <= to))
            throw OutOfRange($"must be between {from} and {to}");
        return (float)number;
    }

    public int Whole(int from, int to)
    {
        if (Value.ValueKind != JsonValueKind.Number)
            throw WrongType("a whole number");
        if (!Value.TryGetInt32(out var number))
            throw Value.TryGetDouble(out var other) && Math.Floor(other) == other
                ? OutOfRange($"must be between {from} and {to}")
                : WrongType("a whole number");
        if (number < from || number > to)
            throw OutOfRange($"must be between {from} and {to}");
        return number;
    }

    /// <summary>Clients use signed and unsigned seeds alike; only equality matters.</summary>
    public ulong Seed()
    {
        if (Value.ValueKind == JsonValueKind.Number)
        {
            if (Value.TryGetUInt64(out var seed))
                return seed;
            if (Value.TryGetInt64(out var signed))
                return unchecked((ulong)signed);
        }

        throw WrongType("a whole number of at most 64 bits");
    }

    public void RequireObject()
    {
        if (Value.ValueKind != JsonValueKind.Object)
            throw WrongType("an object");
    }

    public int RequireArray() => Value.ValueKind == JsonValueKind.Array ? Value.GetArrayLength() : throw WrongType("an array");

    public BadLineException WrongType(Sentence wanted) => new(
        ProblemCodes.InvalidType, $"'{Path}' must be {wanted}, not {Kind()}.", Path);

    public BadLineException OutOfRange(Sentence rule) => new(
        ProblemCodes.ValueOutOfRange, $"'{Path}' {rule}; it is {Shown()}.", Path);

    public BadLineException Unknown(string allowed) => new(
        ProblemCodes.UnknownField, $"'{Path}' is not a field this server knows. Remove it; known here: {allowed}.", Path);

    public BadLineException Unsupported() => new(
        ProblemCodes.UnsupportedField, $"'{Path}' is not supported by this server. Remove it.", Path);

    private Sentence Kind() => Value.ValueKind switch
    {
        JsonValueKind.String => (Sentence)"a string",
        JsonValueKind.Number => $"the number {Shown()}",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.Null => "null",
        _ => Shown(),
    };

    private string Shown()
    {
        const int MaxShown = 60;
        var text = Value.GetRawText();
        return text.Length <= MaxShown ? text : string.Concat(text.AsSpan(0, MaxShown), "…");
    }
}
