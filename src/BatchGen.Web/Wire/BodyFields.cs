using System.Globalization;
using System.Text.Json;
using BatchGen.Batches.Requests;

namespace BatchGen.Web.Wire;

/// <summary>
/// A request's body, field by field (<see cref="JsonField"/>). What is wrong is refused with the field's name; null is the same as not there.
/// </summary>
internal sealed class BodyFields
{
    private const long MaxBytes = 16 * 1024;

    private readonly JsonField _body;

    private BodyFields(JsonField body, IReadOnlyCollection<string> known)
    {
        _body = body;
        RequireKnown(known);
    }

    /// <summary>Stands before every name in what is said, e.g. "webhook." inside of that object.</summary>
    public string Prefix => _body.PathOf("");

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
        // The document goes; what is kept must not go with it.
        ? new BodyFields(new JsonField("", body.Clone()), known)
        : throw new RequestRefusedException(ProblemCodes.InvalidJson, "The body is JSON but not an object. Send one {…}.");

    /// <exception cref="RequestRefusedException">The field is not there at all; null is.</exception>
    public void Require(string name)
    {
        if (!_body.Value.TryGetProperty(name, out _))
            throw _body.Missing(name);
    }

    public string RequiredText(string name) => Text(name) ?? throw _body.Missing(name);

    public string? Text(string name) => _body.Find(name) is { } field ? TextOf(field) : null;

    public long RequiredNumber(string name) => Number(name) ?? throw _body.Missing(name);

    /// <summary>A whole number, 1 or more: an id or a count.</summary>
    public long? Number(string name, long most = long.MaxValue) => Integer(name, 1, most);

    public long? Integer(string name, long least, long most) => _body.Find(name)?.Whole(least, most);

    public double? Real(string name) => _body.Find(name)?.Real();

    /// <summary>A moment that says its offset: what a time means elsewhere is nobody's to guess.</summary>
    public DateTimeOffset? Moment(string name)
    {
        if (_body.Find(name) is not { } field)
            return null;
        var text = TextOf(field);
        return DateTime.TryParseExact(text, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
            && time.Kind is not DateTimeKind.Unspecified
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment)
            ? moment
            : throw field.OutOfRange("must be a time with its offset, e.g. 2030-01-31T02:00:00Z or 2030-01-31T02:00:00+08:00");
    }

    /// <summary>One of an enumeration's names, in snake_case.</summary>
    public TEnum? Choice<TEnum>(string name)
        where TEnum : struct, Enum
    {
        if (_body.Find(name) is not { } field)
            return null;
        var text = TextOf(field);
        var choices = Enum.GetValues<TEnum>();
        return choices.Where(value => WordOf(value) == text).Select(value => (TEnum?)value).FirstOrDefault()
            ?? throw field.OutOfRange($"must be {string.Join(" or ", choices.Select(value => $"\"{WordOf(value)}\""))}");
    }

    /// <returns>Null when the field is not there.</returns>
    public IReadOnlyList<string>? Texts(string name) => _body.Find(name) is not { } field
        ? null
        : [.. Enumerable.Range(0, field.RequireArray()).Select(index => TextOf(field.At(index)))];

    public static string WordOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>The fields of an object; null when it is not there.</summary>
    /// <param name="known">Every other field of it is refused by name.</param>
    public BodyFields? Object(string name, params IReadOnlyCollection<string> known)
    {
        if (_body.Find(name) is not { } field)
            return null;
        field.RequireObject();
        return new BodyFields(field, known);
    }

    /// <summary>An object of texts, under whatever names; one that is null says nothing. Null when it is not there.</summary>
    public IReadOnlyDictionary<string, string>? Pairs(string name)
    {
        if (_body.Find(name) is not { } field)
            return null;
        field.RequireObject();
        return field.Value.EnumerateObject()
            .Where(pair => pair.Value.ValueKind is not JsonValueKind.Null)
            .ToDictionary(pair => pair.Name, pair => ValueOf(field, pair), StringComparer.Ordinal);
    }

    /// <summary>The field at fault is the object: its names are the caller's own.</summary>
    private static string ValueOf(JsonField pairs, JsonProperty pair) => pair.Value.ValueKind is JsonValueKind.String
        ? JsonText.Of(pair.Value, pairs.Path)
        : throw new RequestRefusedException(
            ProblemCodes.InvalidType, new JsonField(pairs.PathOf(Shown.Of(pair.Name)), pair.Value).WrongType("a string").Sentence, pairs.Path);

    /// <summary>As it stands there; null when it is not there, or null.</summary>
    public JsonElement? Find(string name) => _body.Find(name)?.Value;

    private static string TextOf(JsonField field) => field.Value.ValueKind is JsonValueKind.String
        ? JsonText.Of(field.Value, field.Path)
        : throw field.WrongType("a string");

    /// <summary>Null in a field that nobody knows says nothing; in one that is known it may take something away.</summary>
    private void RequireKnown(IReadOnlyCollection<string> known)
    {
        foreach (var property in _body.Value.EnumerateObject())
        {
            if (property.Value.ValueKind is not JsonValueKind.Null && !known.Contains(property.Name))
                throw new JsonField(_body.PathOf(Shown.Of(property.Name)), property.Value).Unknown(string.Join(", ", known));
        }
    }
}
