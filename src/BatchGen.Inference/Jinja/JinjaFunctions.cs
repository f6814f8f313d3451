using System.Globalization;

namespace BatchGen.Inference.Jinja;

/// <summary>What a template may call by name: Jinja's own functions, and those that chat templates are given besides.</summary>
internal static class JinjaFunctions
{
    private const int LongestRange = 100_000;

    public static void AddTo(JinjaScope scope, DateTimeOffset now)
    {
        Add(scope, "range", Range);
        Add(scope, "namespace", values => new MapValue(Named(values)) { IsNamespace = true });
        Add(scope, "dict", values => new MapValue(Named(values)));
        Add(scope, "raise_exception", values => throw JinjaException.Raised(JinjaText.Of(values.Find(0, "message"), values.Budget).Text));
        Add(scope, "strftime_now", values => MarkedText.Plain(Date(values.GetText(0, "format").Text, now)));
    }

    private static void Add(JinjaScope scope, string name, Func<CallValues, object?> call) => scope[name] = new FunctionValue(name, call);

    private static ListValue Range(CallValues values)
    {
        var isBounded = values.Placed.Count > 1;
        var start = isBounded ? values.FindWhole(0, "start", 0) : 0;
        var stop = values.FindWhole(isBounded ? 1 : 0, "stop", 0);
        var step = values.FindWhole(2, "step", 1);
        if (step == 0)
            throw new JinjaException("'range' cannot go on by 0", values.Line);
        var items = new List<object?>();
        for (var at = start; step > 0 ? at < stop : at > stop; at += step)
        {
            if (items.Count == LongestRange)
                throw new JinjaException($"a range is longer than {LongestRange}", values.Line);
            values.Budget.SpendCharacters(1);
            items.Add(at);
        }

        return new ListValue(items);
    }

    private static OrderedDictionary<string, object?> Named(CallValues values)
    {
        var entries = values.Placed is [MapValue given, ..]
            ? new OrderedDictionary<string, object?>(given.Entries, StringComparer.Ordinal)
            : new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in values.Named)
            entries[name] = value;
        return entries;
    }

    /// <summary>The directives that dates in templates are written with; every other one stays as it is.</summary>
    private static string Date(string format, DateTimeOffset now)
    {
        var text = new System.Text.StringBuilder();
        for (var at = 0; at < format.Length; at++)
        {
            if (format[at] != '%' || at + 1 == format.Length)
            {
                text.Append(format[at]);
                continue;
            }

            var directive = format[++at] == '-' && at + 1 < format.Length ? format[at..(++at + 1)] : format[at].ToString();
            text.Append(Part(directive, now));
        }

        return text.ToString();
    }

    private static string Part(string directive, DateTimeOffset now) => directive switch
    {
        "d" => Say("dd", now),
        "-d" => now.Day.ToString(CultureInfo.InvariantCulture),
        "m" => Say("MM", now),
        "-m" => now.Month.ToString(CultureInfo.InvariantCulture),
        "b" or "h" => Say("MMM", now),
        "B" => Say("MMMM", now),
        "Y" => Say("yyyy", now),
        "y" => Say("yy", now),
        "H" => Say("HH", now),
        "I" => Say("hh", now),
        "M" => Say("mm", now),
        "S" => Say("ss", now),
        "p" => Say("tt", now),
        "a" => Say("ddd", now),
        "A" => Say("dddd", now),
        "F" => Say("yyyy-MM-dd", now),
        "j" => now.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        "%" => "%",
        _ => "%" + directive,
    };

    private static string Say(string format, DateTimeOffset now) => now.ToString(format, CultureInfo.InvariantCulture);
}
