using System.Globalization;
using System.Text;
using System.Text.Json;
using BatchGen.Inference.Grammars.Languages;

namespace BatchGen.Inference.Grammars.Schemas;

/// <summary>
/// The values of an "enum", found without going through them: schemas of thousands are made of country codes and ids. Each is kept as
/// one text that equal values share, however they are written: 1 and 1.0, or an object's members in another order.
/// </summary>
internal sealed class ListedValues
{
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);

    public ListedValues(JsonElement values, WorkBudget budget)
    {
        budget.Spend(values.GetArrayLength());
        foreach (var value in values.EnumerateArray())
            _values.Add(Key(value));
    }

    public bool Contains(JsonElement value) => _values.Contains(Key(value));

    private static string Key(JsonElement value)
    {
        var key = new StringBuilder();
        Write(value, key);
        return key.ToString();
    }

    private static void Write(JsonElement value, StringBuilder key)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                Write(value.GetString()!, key);
                break;
            case JsonValueKind.Number:
                var number = value.GetRawText();
                key.Append(
                    DecimalNumber.Parse(number) is { } exact ? string.Create(CultureInfo.InvariantCulture, $"{exact.Units}e-{exact.Scale};") : $"{number};");
                break;
            case JsonValueKind.Array:
                key.Append('[');
                foreach (var item in value.EnumerateArray())
                    Write(item, key);
                key.Append(']');
                break;
            case JsonValueKind.Object:
                key.Append('{');
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    Write(member.Name, key);
                    Write(member.Value, key);
                }

                key.Append('}');
                break;
            case JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
                key.Append(value.GetRawText()).Append(';');
                break;
            case JsonValueKind.Undefined:
                throw new ArgumentException("There is no value here.", nameof(value));
        }
    }

    /// <summary>With its length in front, so that no text reads as the end of one and the beginning of the next.</summary>
    private static void Write(string text, StringBuilder key) => key.Append(text.Length).Append('"').Append(text);
}
