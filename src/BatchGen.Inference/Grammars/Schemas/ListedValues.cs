using System.Text.Json;
using BatchGen.Inference.Grammars.Languages;

namespace BatchGen.Inference.Grammars.Schemas;

/// <summary>The values of an "enum", found without going through them: schemas of thousands are made of country codes and ids.</summary>
internal sealed class ListedValues
{
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<DecimalNumber> _numbers = [];
    private readonly HashSet<JsonValueKind> _words = [];

    /// <summary>Lists and objects, which are equal in more than one way of writing.</summary>
    private readonly List<JsonElement> _others = [];

    private readonly WorkBudget _budget;

    public ListedValues(JsonElement values, WorkBudget budget)
    {
        _budget = budget;
        budget.Spend(values.GetArrayLength());
        foreach (JsonElement value in values.EnumerateArray())
            Add(value);
    }

    public bool Contains(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return _texts.Contains(value.GetString()!);
            case JsonValueKind.Number:
                return DecimalNumber.Parse(value.GetRawText()) is { } number && _numbers.Contains(number);
            case JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
                return _words.Contains(value.ValueKind);
            default:
                _budget.Spend(_others.Count);
                return _others.Exists(other => JsonElement.DeepEquals(other, value));
        }
    }

    private void Add(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                _texts.Add(value.GetString()!);
                break;
            case JsonValueKind.Number:
                if (DecimalNumber.Parse(value.GetRawText()) is { } number)
                    _numbers.Add(number);
                break;
            case JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null:
                _words.Add(value.ValueKind);
                break;
            default:
                _others.Add(value);
                break;
        }
    }
}
