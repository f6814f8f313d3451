namespace BatchGen.Inference.Jinja;

/// <summary>Methods that templates call on values. What would change a value is missing, as in the sandbox templates are made for.</summary>
internal static class JinjaMethods
{
    /// <returns>Null when a mapping has no such method.</returns>
    public static FunctionValue? OfMap(MapValue map, string name) => name switch
    {
        "items" => Function(name, _ => new ListValue([.. map.Entries.Select(entry => ListValue.Tuple(MarkedText.Plain(entry.Key), entry.Value))])),
        "keys" => Function(name, _ => new ListValue([.. map.Entries.Keys.Select(MarkedText.Plain)])),
        "values" => Function(name, _ => new ListValue([.. map.Entries.Values])),
        "get" => Function(
            name, values => values.Get(0, "key") is MarkedText key && map.Entries.TryGetValue(key.Text, out var value) ? value : values.Find(1, "default")),
        _ => null,
    };

    /// <returns>Null when a list has no such method.</returns>
    public static FunctionValue? OfList(ListValue list, string name) => name switch
    {
        "index" => Function(name, values => Position(list, values)),
        "count" => Function(name, values => (long)list.Items.Count(item => JinjaOperators.AreEqual(item, values.Get(0, "value")))),
        _ => null,
    };

    /// <returns>Null when a text has no such method.</returns>
    public static FunctionValue? OfText(MarkedText text, string name) => name switch
    {
        "strip" => Function(name, values => JinjaStrings.Strip(text, Characters(values), atStart: true, atEnd: true)),
        "lstrip" => Function(name, values => JinjaStrings.Strip(text, Characters(values), atStart: true, atEnd: false)),
        "rstrip" => Function(name, values => JinjaStrings.Strip(text, Characters(values), atStart: false, atEnd: true)),
        "split" => Function(name, values => JinjaStrings.Split(text, Separator(values), values.FindWhole(1, "maxsplit", -1), values.Line)),
        "rsplit" => Function(name, values => JinjaStrings.SplitFromEnd(text, Separator(values), values.FindWhole(1, "maxsplit", -1), values.Line)),
        "splitlines" => Function(name, _ => JinjaStrings.Lines(text)),
        "partition" => Function(name, values => JinjaStrings.Partition(text, values.GetText(0, "sep").Text)),
        "upper" => Function(name, _ => text.Map(all => all.ToUpperInvariant())),
        "lower" => Function(name, _ => text.Map(JinjaStrings.Lower)),
        "title" => Function(name, _ => text.Map(JinjaStrings.Title)),
        "capitalize" => Function(name, _ => text.Map(JinjaStrings.Capitalize)),
        "startswith" => Function(name, values => Any(values, part => text.Text.StartsWith(part, StringComparison.Ordinal))),
        "endswith" => Function(name, values => Any(values, part => text.Text.EndsWith(part, StringComparison.Ordinal))),
        "removeprefix" => Function(name, values => WithoutPrefix(text, values.GetText(0, "prefix").Text)),
        "removesuffix" => Function(name, values => WithoutSuffix(text, values.GetText(0, "suffix").Text)),
        "replace" => Function(name, values => JinjaStrings.Replace(text, values)),
        "find" => Function(name, values => (long)text.Text.IndexOf(values.GetText(0, "sub").Text, StringComparison.Ordinal)),
        "rfind" => Function(name, values => (long)text.Text.LastIndexOf(values.GetText(0, "sub").Text, StringComparison.Ordinal)),
        "count" => Function(name, values => (long)JinjaStrings.Count(text.Text, values.GetText(0, "sub").Text)),
        "join" => Function(name, values => JinjaStrings.Join(JinjaMembers.Items(values.Get(0, "iterable"), values.Line), text, values)),
        "isdigit" or "isnumeric" or "isdecimal" => Function(name, _ => text.Length > 0 && text.Text.All(char.IsDigit)),
        "isalpha" => Function(name, _ => text.Length > 0 && text.Text.All(char.IsLetter)),
        "isalnum" => Function(name, _ => text.Length > 0 && text.Text.All(char.IsLetterOrDigit)),
        "isspace" => Function(name, _ => text.Length > 0 && text.Text.All(char.IsWhiteSpace)),
        "isupper" => Function(name, _ => text.Text.Any(char.IsLetter) && !text.Text.Any(char.IsLower)),
        "islower" => Function(name, _ => text.Text.Any(char.IsLetter) && !text.Text.Any(char.IsUpper)),
        _ => null,
    };

    private static FunctionValue Function(string name, Func<CallValues, object?> call) => new(name, call);

    private static string? Characters(CallValues values) => (values.Find(0, "chars") as MarkedText)?.Text;

    private static string? Separator(CallValues values) => (values.Find(0, "sep") as MarkedText)?.Text;

    private static MarkedText WithoutPrefix(MarkedText text, string prefix) =>
        text.Text.StartsWith(prefix, StringComparison.Ordinal) ? text.Slice(prefix.Length, text.Length - prefix.Length) : text;

    private static MarkedText WithoutSuffix(MarkedText text, string suffix) =>
        suffix.Length > 0 && text.Text.EndsWith(suffix, StringComparison.Ordinal) ? text.Slice(0, text.Length - suffix.Length) : text;

    private static bool Any(CallValues values, Func<string, bool> holds) => values.Get(0, "prefix") switch
    {
        MarkedText part => holds(part.Text),
        ListValue parts => parts.Items.Any(part => part is MarkedText text && holds(text.Text)),
        var other => throw new JinjaException($"a text's beginning or end cannot be {JinjaOperators.Kind(other)}", values.Line),
    };

    private static long Position(ListValue list, CallValues values)
    {
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (JinjaOperators.AreEqual(list.Items[i], values.Get(0, "value")))
                return i;
        }

        throw new JinjaException("'index' finds no such item", values.Line);
    }
}
