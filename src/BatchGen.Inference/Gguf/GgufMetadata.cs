using System.Diagnostics.CodeAnalysis;

namespace BatchGen.Inference.Gguf;

/// <summary>
/// The file's keys with typed access. "Get" needs the key, "Find" gives null without it; both throw a
/// <see cref="GgufException"/> that names the key when it holds another type.
/// </summary>
public sealed class GgufMetadata
{
    private readonly Dictionary<string, GgufValue> _values;

    internal GgufMetadata(Dictionary<string, GgufValue> values) => _values = values;

    public int Count => _values.Count;

    public IEnumerable<string> Keys => _values.Keys;

    /// <summary><c>general.architecture</c>, e.g. "chatglm".</summary>
    public string Architecture => GetString("general.architecture");

    /// <summary>The full name of an architecture's own key: "block_count" becomes "chatglm.block_count".</summary>
    public string Own(string name) => $"{Architecture}.{name}";

    public bool Contains(string key) => _values.ContainsKey(key);

    public bool TryGet(string key, [MaybeNullWhen(false)] out GgufValue value) => _values.TryGetValue(key, out value);

    public string GetString(string key) => FindString(key) ?? throw Missing(key);

    public string? FindString(string key)
    {
        if (!_values.TryGetValue(key, out var value))
            return null;
        return value.Type == GgufValueType.Text ? value.Text : throw WrongType(key, value, "a text");
    }

    public long GetInteger(string key) => FindInteger(key) ?? throw Missing(key);

    /// <summary>Any of the integer types.</summary>
    public long? FindInteger(string key)
    {
        if (!_values.TryGetValue(key, out var value))
            return null;
        return GgufValueTypes.IsInteger(value.Type) ? value.IntegerAt(0) : throw WrongType(key, value, "a whole number");
    }

    public double? FindNumber(string key)
    {
        if (!_values.TryGetValue(key, out var value))
            return null;
        return value.Type is GgufValueType.F32 or GgufValueType.F64 || GgufValueTypes.IsInteger(value.Type)
            ? value.NumberAt(0)
            : throw WrongType(key, value, "a number");
    }

    public bool? FindBoolean(string key)
    {
        if (!_values.TryGetValue(key, out var value))
            return null;
        return value.Type == GgufValueType.Bool ? value.Boolean : throw WrongType(key, value, "true or false");
    }

    public GgufTexts? FindTexts(string key)
    {
        if (!_values.TryGetValue(key, out var value))
            return null;
        return value is { IsArray: true, ElementType: GgufValueType.Text }
            ? value.Texts
            : throw WrongType(key, value, "a list of texts");
    }

    /// <summary>
    /// A value a layer: the file gives either one number for all or a list of exactly
    /// <paramref name="layers"/>. Null without the key.
    /// </summary>
    public long[]? FindPerLayer(string key, int layers)
    {
        if (!_values.TryGetValue(key, out var value))
            return null;
        if (!GgufValueTypes.IsInteger(value.ElementType))
            throw WrongType(key, value, "a whole number or a list of them");
        if (value.IsArray && value.Count != layers)
        {
            throw new GgufException(
                GgufErrorCodes.UnsafeValue,
                $"'{key}' lists {value.Count} numbers for {layers} layers. Convert the model again with a current converter.",
                key: key);
        }
        var numbers = new long[layers];
        for (var i = 0; i < layers; i++)
            numbers[i] = value.IntegerAt(value.IsArray ? i : 0);
        return numbers;
    }

    internal static GgufException Missing(string key) => new(
        GgufErrorCodes.MissingKey,
        $"The GGUF file has no key '{key}'. Convert the model again with a current converter.",
        key: key);

    private static GgufException WrongType(string key, GgufValue value, string expected) => new(
        GgufErrorCodes.WrongValueType,
        $"The GGUF key '{key}' must be {expected} but is {Describe(value)}. Convert the model again with a current converter.",
        key: key);

    private static string Describe(GgufValue value) => value.IsArray ? $"a list of {value.ElementType}" : $"{value.Type}";
}
