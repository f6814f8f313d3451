using System.Globalization;
using System.Text.Json;
using BatchGen.Batches.Requests;
namespace BatchGen.Web.Wire;

/// <summary>A request's body, field by field. What is wrong is refused with the field's name; null is the same as not there.</summary>
internal sealed class BodyFields
{
    private const long MaxBytes = 16 * 1024;

    private readonly Dictionary<string, JsonElement> _fields;

    private BodyFields(Dictionary<string, JsonElement> fields) => _fields = fields;

    /// <param name="known">Every other field is refused by name.</param>
    /// <exception cref="RequestRefusedException">It is no JSON object, or has a field that is not known.</exception>
    public static Task<BodyFields> ReadAsync(HttpContext http, params string[] known) => ReadAsync(http, MaxBytes, known);

    /// <inheritdoc cref="ReadAsync(HttpContext, string[])"/>
    public static async Task<BodyFields> ReadAsync(HttpContext http, long maxBytes, IReadOnlyCollection<string> known)
    {
        using var body = await JsonBody.ReadAsync(http, maxBytes);
        if (body.RootElement.ValueKind is not JsonValueKind.Object)
            throw new RequestRefusedException(ProblemCodes.InvalidJson, "The body is JSON but not an object. Send one {…}.");
        // The document goes; what is kept must not go with it.
        // Null in a field that nobody knows says nothing; in one that is known it may take something away.
        var fields = body.RootElement.EnumerateObject().Where(property => property.Value.ValueKind is not JsonValueKind.Null || known.Contains(property.Name)).ToDictionary(property => property.Name, property => property.Value.Clone(), StringComparer.Ordinal);
        if (fields.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw new RequestRefusedException(ProblemCodes.UnknownField, $"'{Shown.Of(unknown)}' is not a field this server knows. Known here: {string.Join(", ", known)}.", Shown.Of(unknown));
        return new BodyFields(fields);
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
        { ValueKind: JsonValueKind.String } text => JsonText.Of(text, name),
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
            : throw new RequestRefusedException(ProblemCodes.ValueOutOfRange, $"'{name}' must be a whole number from {least} to {most}.", name),
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
        var text => throw new RequestRefusedException(
            ProblemCodes.ValueOutOfRange, $"'{name}' must be a time with its offset, e.g. 2030-01-31T02:00:00Z or 2030-01-31T02:00:00+08:00; it is '{Shown.Of(text)}'.", name),
    };

    /// <summary>One of an enumeration's names, in snake_case.</summary>
    public TEnum? Choice<TEnum>(string name)
        where TEnum : struct, Enum
    {
        if (Text(name) is not { } text)
            return null;
        return Enum.GetValues<TEnum>().Where(value => WordOf(value) == text).Select(value => (TEnum?)value).FirstOrDefault() ?? throw new RequestRefusedException(
            ProblemCodes.ValueOutOfRange, $"'{name}' must be {string.Join(" or ", Enum.GetValues<TEnum>().Select(value => $"\"{WordOf(value)}\""))}; it is \"{Shown.Of(text)}\".", name);
    }

    /// <returns>Null when the field is not there.</returns>
    public IReadOnlyList<string>? Texts(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(item => item.ValueKind is JsonValueKind.String ? JsonText.Of(item, name) : throw Wrong(name, "a list of strings"))],
        _ => throw Wrong(name, "a list of strings"),
    };

    public static string WordOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private JsonElement? Find(string name) =>
        _fields.TryGetValue(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;

    private static RequestRefusedException Missing(string name) => new(ProblemCodes.MissingField, $"'{name}' is missing.", name);

    private static RequestRefusedException Wrong(string name, string wanted) => new(ProblemCodes.InvalidType, $"'{name}' must be {wanted}.", name);
}
