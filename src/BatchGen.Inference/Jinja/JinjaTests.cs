namespace BatchGen.Inference.Jinja;

/// <summary>What may follow "is".</summary>
internal static class JinjaTests
{
    public static bool Holds(string name, object? value, CallValues values) => name switch
    {
        "defined" => value is not UndefinedValue,
        "undefined" => value is UndefinedValue,
        "none" => value is null,
        "true" => value is true,
        "false" => value is false,
        "boolean" => value is bool,
        "string" => value is MarkedText,
        "number" => value is long or double or bool,
        "integer" => value is long,
        "float" => value is double,
        "mapping" => value is MapValue,
        "iterable" => value is MarkedText or ListValue or MapValue or UndefinedValue,
        "sequence" => value is MarkedText or ListValue or MapValue or UndefinedValue,
        "callable" => value is FunctionValue,
        "odd" => Whole(value, name, values.Line) % 2 != 0,
        "even" => Whole(value, name, values.Line) % 2 == 0,
        "divisibleby" => values.FindWhole(0, "num", 0) is not 0 and var by && Whole(value, name, values.Line) % by == 0,
        "upper" => JinjaText.Of(value, values.Budget).Text is var text && text.Any(char.IsLetter) && !text.Any(char.IsLower),
        "lower" => JinjaText.Of(value, values.Budget).Text is var text && text.Any(char.IsLetter) && !text.Any(char.IsUpper),
        "eq" or "equalto" or "==" => JinjaOperators.AreEqual(value, values.Get(0, "other")),
        "ne" or "!=" => !JinjaOperators.AreEqual(value, values.Get(0, "other")),
        "lt" or "lessthan" => JinjaOperators.Compare(value, values.Get(0, "other"), values.Line) < 0,
        "le" => JinjaOperators.Compare(value, values.Get(0, "other"), values.Line) <= 0,
        "gt" or "greaterthan" => JinjaOperators.Compare(value, values.Get(0, "other"), values.Line) > 0,
        "ge" => JinjaOperators.Compare(value, values.Get(0, "other"), values.Line) >= 0,
        "in" => JinjaOperators.Contains(values.Get(0, "seq"), value, values.Line),
        "sameas" => ReferenceEquals(value, values.Get(0, "other")) || (value is bool or long && Equals(value, values.Get(0, "other"))),
        "filter" => value is MarkedText called && JinjaFilters.IsKnown(called.Text),
        _ => throw new JinjaException($"the test '{name}' is not known", values.Line),
    };

    private static long Whole(object? value, string name, int line) => value is long whole
        ? whole
        : throw new JinjaException($"'{name}' asks about {JinjaOperators.Kind(value)}, which is no whole number", line);
}
