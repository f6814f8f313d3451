using System.Text.Json;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Requests;

/// <summary>One field of a request, with the path that names it in messages.</summary>
/// <param name="Path">From the request's body, e.g. "messages[0].content"; empty for the body itself.</param>
/// <param name="Name">The last name of the path; empty for the body and for what stands in a list.</param>
public readonly record struct JsonField(string Path, JsonElement Value, string Name = "")
{
    /// <summary>Marks what a provider may keep of a prompt. It never changes an answer, and clients set it at every depth.</summary>
    private const string CacheHint = "cache_control";

    public JsonField At(int index) => new($"{Path}[{index}]", Value[index]);

    /// <summary>
    /// The members of an object that say something. Null says nothing, whoever's field it is and however deep: clients send it for
    /// what they leave to the server. Nor do hints about caches.
    /// </summary>
    public IEnumerable<JsonField> Members()
    {
        RequireObject();
        foreach (var property in Value.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Null && property.Name != CacheHint)
                yield return new JsonField(PathOf(property.Name), property.Value, property.Name);
        }
    }

    /// <summary>Null when the object has no such member, or says null.</summary>
    public JsonField? Find(string name) => Value.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
        ? new JsonField(PathOf(name), value, name)
        : null;

    public JsonField Required(string name)
    {
        RequireObject();
        return Find(name) ?? throw Missing(name);
    }

    /// <summary>Refuses the first member that is none of these.</summary>
    /// <param name="known">Names, with commas between them.</param>
    public void RequireKnown(string known)
    {
        foreach (var member in Members())
        {
            if (!known.Split(", ").Contains(member.Name))
                throw member.Unknown(known);
        }
    }

    public string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    public string Text() => Value.ValueKind == JsonValueKind.String ? Value.GetString()! : throw WrongType("a string");

    public bool Flag() => Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw WrongType("true or false"),
    };

    public double Real() => Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out var number) && double.IsFinite(number)
        ? number
        : throw WrongType("a number");

    public float Number(double from, double to)
    {
        if (Value.ValueKind != JsonValueKind.Number || !Value.TryGetDouble(out var number))
            throw WrongType("a number");
        if (!(number >= from && number <= to))
            throw OutOfRange($"must be between {from} and {to}");
        return (float)number;
    }

    public int Whole(int from, int to) => (int)Whole((long)from, to);

    public long Whole(long from, long to)
    {
        if (!WholeNumber.TryRead(Value, out var number))
            throw WrongType("a whole number");
        if (number < from || number > to)
            throw to == long.MaxValue ? OutOfRange($"must be {from} or more") : OutOfRange($"must be between {from} and {to}");
        return (long)number;
    }

    public bool Is(int number) => WholeNumber.TryRead(Value, out var whole) && whole == number;

    /// <summary>Clients use signed and unsigned seeds alike; only equality matters.</summary>
    public ulong Seed() => WholeNumber.TryRead(Value, out var seed) && seed >= long.MinValue && seed <= ulong.MaxValue
        ? (ulong)(seed & ulong.MaxValue)
        : throw WrongType("a whole number of at most 64 bits");

    public void RequireObject()
    {
        if (Value.ValueKind != JsonValueKind.Object)
            throw WrongType("an object");
    }

    public int RequireArray() => Value.ValueKind == JsonValueKind.Array ? Value.GetArrayLength() : throw WrongType("an array");

    public bool IsEmptyArray => Value.ValueKind == JsonValueKind.Array && Value.GetArrayLength() == 0;

    public RequestRefusedException Missing(string name) => new(ProblemCodes.MissingField, $"'{PathOf(name)}' is missing.", PathOf(name));

    public RequestRefusedException WrongType(Sentence wanted) => new(
        ProblemCodes.InvalidType, $"'{Path}' must be {wanted}, not {Kind()}.", Path);

    public RequestRefusedException OutOfRange(Sentence rule) => new(
        ProblemCodes.ValueOutOfRange, $"'{Path}' {rule}; it is {Shown()}.", Path);

    public RequestRefusedException Unknown(string allowed) => new(
        ProblemCodes.UnknownField, $"'{Path}' is not a field this server knows. Remove it; known here: {allowed}.", Path);

    public RequestRefusedException Unsupported() => new(
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
