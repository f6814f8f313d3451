using System.Globalization;
using System.Text.Json;
using BatchGen.Batches.Requests;

namespace BatchGen.Web.Wire;

/// <summary>A request's body, field by field. What is wrong is refused with the field's name; null is the same as not there.</summary>
internal sealed class BodyFields
{
    private const long MaxBytes = 16 * 1024;

    private readonly Dictionary<string, JsonElement> _fields;

    private BodyFields(Dictionary<string, JsonElement> fields, string prefix) => (_fields, Prefix) = (fields, prefix);

    /// <summary>Stands before every name in what is said, e.g. "webhook." inside of that object.</summary>
    public string Prefix { get; }

    /// <param name="known">Every other field is refused by name.</param>
    /// <exception cref="RequestRefusedException">It is no JSON object, or has a field that is not known.</exception>
    public static Task<BodyFields> ReadAsync(HttpContext http, params string[] known) => ReadAsync(http, MaxBytes, known);

    /// <inheritdoc cref="ReadAsync(HttpContext, string[])"/>
    public static async Task<BodyFields> ReadAsync(HttpContext http, long maxBytes, IReadOnlyCollection<string> known)
    {
        using var body = await JsonBody.ReadAsync(http, maxBytes);
        return Of(body.RootElement, known);
    }

    /// <inheritdoc cref="ReadAsync(HttpContext, string[])"/>
    public static BodyFields Of(JsonElement body, params IReadOnlyCollection<string> known) => body.ValueKind is JsonValueKind.Object
        ? Of(body, "", known)
        : throw new RequestRefusedException(ProblemCodes.InvalidJson, "The body is JSON but not an object. Send one {…}.");

    private static BodyFields Of(JsonElement body, string prefix, IReadOnlyCollection<string> known)
    {
        // The document goes; what is kept must not go with it.
        // Null in a field that nobody knows says nothing; in one that is known it may take something away.
        var fields = body.EnumerateObject()
            .Where(property => property.Value.ValueKind is not JsonValueKind.Null || known.Contains(property.Name))
            .ToDictionary(property => property.Name, property => property.Value.Clone(), StringComparer.Ordinal);
        if (fields.Keys.FirstOrDefault(name => !known.Contains(name)) is not { } unknown)
            return new BodyFields(fields, prefix);
        var path = prefix + Shown.Of(unknown);
        throw new RequestRefusedException(
            ProblemCodes.UnknownField, $"'{path}' is not a field this server knows. Known here: {string.Join(", ", known)}.", path);
    }

    /// <exception cref="RequestRefusedException">The field is not there at all; null is.</exception>
    public void Require(string name)
    {
        if (!_fields.ContainsKey(name))
            throw Missing(name);
    }

    public string RequiredText(string name) => Text(name) ?? throw Missing(name);

    public string? Text(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => JsonText.Of(text, Prefix + name),
        _ => throw Wrong(name, "a string"),
    };

    public long RequiredNumber(string name) => Number(name) ?? throw Missing(name);

    /// <summary>A whole number, 1 or more: an id or a count.</summary>
    public long? Number(string name, long most = long.MaxValue) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } => Integer(name, 1, most),
        _ => throw Wrong(name, "a whole number"),
    };

    /// <summary>JSON has one kind of number: 64.0 is 64.</summary>
    public long? Integer(string name, long least, long most) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number => WholeNumber.TryRead(number, out var value) && value >= least && value <= most
            ? (long)value
            : throw OutOfRange(name, $"a whole number from {least} to {most}."),
        _ => throw Wrong(name, "a whole number"),
    };

    public double? Real(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetDouble(out var value) && double.IsFinite(value) => value,
        _ => throw Wrong(name, "a number"),
    };

    /// <summary>A moment that says its offset: what a time means elsewhere is nobody's to guess.</summary>
    public DateTimeOffset? Moment(string name) => Text(name) switch
    {
        null => null,
        var text when DateTime.TryParseExact(text, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
            && time.Kind is not DateTimeKind.Unspecified
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment) => moment,
        var text => throw OutOfRange(name, $"a time with its offset, e.g. 2030-01-31T02:00:00Z or 2030-01-31T02:00:00+08:00; it is '{Shown.Of(text)}'."),
    };

    /// <summary>One of an enumeration's names, in snake_case.</summary>
    public TEnum? Choice<TEnum>(string name)
        where TEnum : struct, Enum
    {
        if (Text(name) is not { } text)
            return null;
        var choices = Enum.GetValues<TEnum>();
        return choices.Where(value => WordOf(value) == text).Select(value => (TEnum?)value).FirstOrDefault()
            ?? throw OutOfRange(name, $"{string.Join(" or ", choices.Select(value => $"\"{WordOf(value)}\""))}; it is \"{Shown.Of(text)}\".");
    }

    /// <returns>Null when the field is not there.</returns>
    public IReadOnlyList<string>? Texts(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list when list.EnumerateArray().All(item => item.ValueKind is JsonValueKind.String) =>
            [.. list.EnumerateArray().Select(item => JsonText.Of(item, Prefix + name))],
        _ => throw Wrong(name, "a list of strings"),
    };

    public static string WordOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>The fields of an object; null when it is not there.</summary>
    /// <param name="known">Every other field of it is refused by name.</param>
    public BodyFields? Object(string name, params IReadOnlyCollection<string> known) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => Of(value, $"{Prefix}{name}.", known),
        _ => throw Wrong(name, "an object"),
    };

    /// <summary>An object of texts, under whatever names; one that is null says nothing. Null when it is not there.</summary>
    public IReadOnlyDictionary<string, string>? Pairs(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind is not JsonValueKind.Object)
            throw Wrong(name, "an object");
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject().Where(property => property.Value.ValueKind is not JsonValueKind.Null))
        {
            if (property.Value.ValueKind is not JsonValueKind.String)
                throw new RequestRefusedException(
                    ProblemCodes.InvalidType, $"Every value in '{Prefix}{name}' must be a string; that of '{Shown.Of(property.Name)}' is not.", Prefix + name);
            pairs[property.Name] = JsonText.Of(property.Value, Prefix + name);
        }

        return pairs;
    }

    /// <summary>As it stands there; null when it is not there, or null.</summary>
    public JsonElement? Find(string name) =>
        _fields.TryGetValue(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    /// <param name="wanted">What it must be, to the sentence's end.</param>
    private RequestRefusedException OutOfRange(string name, string wanted) =>
        new(ProblemCodes.ValueOutOfRange, $"'{Prefix}{name}' must be {wanted}", Prefix + name);

    private RequestRefusedException Missing(string name) => new(ProblemCodes.MissingField, $"'{Prefix}{name}' is missing.", Prefix + name);

    private RequestRefusedException Wrong(string name, string wanted) => new(ProblemCodes.InvalidType, $"'{Prefix}{name}' must be {wanted}.", Prefix + name);
}
