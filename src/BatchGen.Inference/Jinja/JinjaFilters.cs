using System.Globalization;

namespace BatchGen.Inference.Jinja;

/// <summary>What may follow "|".</summary>
internal static class JinjaFilters
{
    private static readonly Dictionary<string, Func<object?, CallValues, object?>> Known = new(StringComparer.Ordinal)
    {
        ["trim"] = (value, values) => JinjaStrings.Strip(Text(value, values), (values.Find(0, "chars") as MarkedText)?.Text, atStart: true, atEnd: true),
        ["upper"] = (value, values) => Text(value, values).Map(all => all.ToUpperInvariant()),
        ["lower"] = (value, values) => Text(value, values).Map(JinjaStrings.Lower),
        ["title"] = (value, values) => Text(value, values).Map(JinjaStrings.Title),
        ["capitalize"] = (value, values) => Text(value, values).Map(JinjaStrings.Capitalize),
        ["string"] = (value, values) => Text(value, values),
        ["safe"] = (value, _) => value,
        ["length"] = (value, values) => (long)Length(value, values),
        ["count"] = (value, values) => (long)Length(value, values),
        ["first"] = (value, values) => Items(value, values) is [var first, ..] ? first : new UndefinedValue("first"),
        ["last"] = (value, values) => Items(value, values) is [.., var last] ? last : new UndefinedValue("last"),
        ["list"] = (value, values) => new ListValue(Items(value, values)),
        ["join"] = (value, values) =>
            JinjaStrings.Join(Attributes(Items(value, values), 1, values), values.Has(0, "d") ? values.GetText(0, "d") : MarkedText.Empty, values),
        ["default"] = Otherwise,
        ["d"] = Otherwise,
        ["tojson"] = (value, values) => JinjaText.Json(value, values.Budget, Indent(values), JinjaOperators.IsTrue(values.Find(5, "sort_keys"))),
        ["int"] = (value, values) => Whole(value) ?? values.FindWhole(0, "default", 0),
        ["float"] = (value, values) => Number(value) ?? JinjaOperators.AsNumber(values.Find(0, "default")) ?? 0.0,
        ["abs"] = (value, values) => JinjaOperators.Compare(value, 0L, values.Line) < 0 ? JinjaOperators.Negate(value, values.Line) : value,
        ["round"] = (value, values) =>
            Math.Round(JinjaOperators.AsNumber(value) ?? 0, (int)Math.Clamp(values.FindWhole(0, "precision", 0), 0, 15), MidpointRounding.ToEven),
        ["replace"] = (value, values) => JinjaStrings.Replace(Text(value, values), values),
        ["split"] = (value, values) => JinjaStrings.Split(Text(value, values), (values.Find(0, "sep") as MarkedText)?.Text, -1, values.Line),
        ["items"] = (value, values) => value is UndefinedValue ? new ListValue([]) : Pairs(value, values),
        ["dictsort"] = (value, values) => new ListValue([.. ((ListValue)Pairs(value, values)).Items.OrderBy(
            pair => JinjaText.Of(((ListValue)pair!).Items[0], values.Budget).Text, StringComparer.OrdinalIgnoreCase)]),
        ["reverse"] = (value, values) =>
            value is MarkedText text ? JinjaMembers.Slice(text, null, null, -1, values.Line) : new ListValue([.. Items(value, values).Reverse()]),
        ["unique"] = (value, values) => Unique(Items(value, values), values.Budget),
        ["sort"] = Sorted,
        ["min"] = (value, values) => Items(value, values).OrderBy(item => item, Order(values.Line)).FirstOrDefault(),
        ["max"] = (value, values) => Items(value, values).OrderByDescending(item => item, Order(values.Line)).FirstOrDefault(),
        ["sum"] = (value, values) => Attributes(Items(value, values), 0, values).Aggregate(
            (object?)0L, (sum, item) => JinjaOperators.Calculate("+", sum, item, values.Budget, values.Line)),
        ["select"] = (value, values) => Chosen(value, values, 0, item => item, takes: true),
        ["reject"] = (value, values) => Chosen(value, values, 0, item => item, takes: false),
        ["selectattr"] = (value, values) => Chosen(value, values, 1, item => Path(item, values.GetText(0, "attribute").Text, values), takes: true),
        ["rejectattr"] = (value, values) => Chosen(value, values, 1, item => Path(item, values.GetText(0, "attribute").Text, values), takes: false),
        ["map"] = Mapped,
        ["indent"] = Indented,
        ["escape"] = Escaped,
        ["e"] = Escaped,
    };

    public static bool IsKnown(string name) => Known.ContainsKey(name);

    public static object? Apply(string name, object? value, CallValues values) => Known.TryGetValue(name, out var filter)
        ? filter(value, values)
        : throw new JinjaException($"the filter '{name}' is not known", values.Line);

    private static MarkedText Text(object? value, CallValues values) => JinjaText.Of(value, values.Budget);

    private static IReadOnlyList<object?> Items(object? value, CallValues values) => JinjaMembers.Items(value, values.Line);

    private static int Length(object? value, CallValues values) => value switch
    {
        MarkedText text => text.Length,
        ListValue list => list.Items.Count,
        MapValue map => map.Entries.Count,
        UndefinedValue => 0,
        _ => throw new JinjaException($"{JinjaOperators.Kind(value)} has no length", values.Line),
    };

    private static object? Otherwise(object? value, CallValues values) =>
        value is UndefinedValue || (JinjaOperators.IsTrue(values.Find(1, "boolean")) && !JinjaOperators.IsTrue(value))
            ? values.Has(0, "default_value") ? values.Find(0, "default_value") : MarkedText.Empty
            : value;

    /// <summary>Transformers' own tojson: (value, ensure_ascii, indent, separators, sort_keys).</summary>
    private static int? Indent(CallValues values) => values.Named.GetValueOrDefault("indent") is long indent ? (int)Math.Clamp(indent, 0, 16) : null;

    private static object? Whole(object? value) => value switch
    {
        long whole => (object)whole,
        bool flag => flag ? 1L : 0L,
        double number when number is > long.MinValue and < long.MaxValue => (long)number,
        MarkedText text when long.TryParse(text.Text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        MarkedText text when double.TryParse(text.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.Abs(number) < long.MaxValue => (long)number,
        _ => null,
    };

    private static object? Number(object? value) => value is MarkedText text
        ? double.TryParse(text.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : (object?)null
        : JinjaOperators.AsNumber(value);

    private static object Pairs(object? value, CallValues values) => value is MapValue map
        ? JinjaMethods.OfMap(map, "items")!.Call(values)!
        : throw new JinjaException($"{JinjaOperators.Kind(value)} has no items with names", values.Line);

    private static IEnumerable<object?> Attributes(IReadOnlyList<object?> items, int index, CallValues values) =>
        values.Find(index, "attribute") is MarkedText attribute ? items.Select(item => Path(item, attribute.Text, values)) : items;

    /// <summary>"a.b" takes a, then b of it.</summary>
    private static object? Path(object? item, string path, CallValues values)
    {
        foreach (var name in path.Split('.'))
        {
            item = long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                ? JinjaMembers.Item(item, at, values.Line)
                : JinjaMembers.Item(item, MarkedText.Plain(name), values.Line);
        }

        return item;
    }

    private static ListValue Unique(IReadOnlyList<object?> items, JinjaBudget budget)
    {
        var kept = new List<object?>();
        foreach (var item in items)
        {
            budget.SpendCharacters(kept.Count);
            if (!kept.Any(other => JinjaOperators.AreEqual(other, item)))
                kept.Add(item);
        }

        return new ListValue(kept);
    }

    private static ListValue Sorted(object? value, CallValues values)
    {
        var key = (object? item) => values.Named.GetValueOrDefault("attribute") is MarkedText attribute ? Path(item, attribute.Text, values) : item;
        var items = Items(value, values);
        return new ListValue(JinjaOperators.IsTrue(values.Find(0, "reverse"))
            ? [.. items.OrderByDescending(key, Order(values.Line))]
            : [.. items.OrderBy(key, Order(values.Line))]);
    }

    /// <summary>Texts without regard to case, as jinja2 sorts.</summary>
    private static Comparer<object?> Order(int line) => Comparer<object?>.Create((left, right) => left is MarkedText a && right is MarkedText b
        ? string.Compare(a.Text, b.Text, StringComparison.OrdinalIgnoreCase)
        : JinjaOperators.Compare(left, right, line));

    private static ListValue Chosen(object? value, CallValues values, int testIndex, Func<object?, object?> judged, bool takes)
    {
        var test = values.Placed.Count > testIndex ? JinjaText.Of(values.Placed[testIndex], values.Budget).Text : null;
        var rest = new CallValues(test ?? "", [.. values.Placed.Skip(testIndex + 1)], values.Named, values.Budget, values.Line);
        return new ListValue([.. Items(value, values).Where(
            item => takes == (test is null ? JinjaOperators.IsTrue(judged(item)) : JinjaTests.Holds(test, judged(item), rest)))]);
    }

    private static ListValue Mapped(object? value, CallValues values)
    {
        if (values.Named.GetValueOrDefault("attribute") is MarkedText attribute)
        {
            var hasDefault = values.Named.TryGetValue("default", out var otherwise);
            var found = Items(value, values).Select(item => Path(item, attribute.Text, values));
            return new ListValue([.. found.Select(one => one is UndefinedValue && hasDefault ? otherwise : one)]);
        }

        var filter = values.GetText(0, "filter").Text;
        var rest = new CallValues(filter, [.. values.Placed.Skip(1)], values.Named, values.Budget, values.Line);
        return new ListValue([.. Items(value, values).Select(item => Apply(filter, item, rest))]);
    }

    private static MarkedText Indented(object? value, CallValues values)
    {
        var space = values.Find(0, "width") is MarkedText text ? text.Text : new string(' ', (int)Math.Clamp(values.FindWhole(0, "width", 4), 0, 64));
        var builder = values.Builder();
        var lines = JinjaStrings.Split(Text(value, values), "\n", -1, values.Line).Items;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = (MarkedText)lines[i]!;
            var isIndented = (i > 0 || JinjaOperators.IsTrue(values.Find(1, "first"))) && (line.Length > 0 || JinjaOperators.IsTrue(values.Find(2, "blank")));
            builder.Add(i > 0 ? "\n" : "").Add(isIndented ? space : "").Add(line);
        }

        return builder.Build();
    }

    private static MarkedText Escaped(object? value, CallValues values)
    {
        var builder = values.Builder();
        foreach (var run in Text(value, values).Runs())
        {
            builder.Add(
                run.Text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(
                    ">", "&gt;", StringComparison.Ordinal)
                    .Replace("'", "&#39;", StringComparison.Ordinal).Replace("\"", "&#34;", StringComparison.Ordinal),
                run.Source);
        }

        return builder.Build();
    }
}
