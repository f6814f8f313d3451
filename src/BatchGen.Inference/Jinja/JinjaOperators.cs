namespace BatchGen.Inference.Jinja;

/// <summary>What signs do with values, as in Python.</summary>
internal static class JinjaOperators
{
    public static bool IsTrue(object? value) => value switch
    {
        null or UndefinedValue => false,
        bool flag => flag,
        long whole => whole != 0,
        double number => number != 0,
        MarkedText text => text.Length > 0,
        ListValue list => list.Items.Count > 0,
        MapValue map => map.Entries.Count > 0,
        _ => true,
    };

    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (UndefinedValue, UndefinedValue) => true,
        (MarkedText a, MarkedText b) => a.Text == b.Text,
        (ListValue a, ListValue b) => a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(pair => AreEqual(pair.First, pair.Second)),
        (MapValue a, MapValue b) => a.Entries.Count == b.Entries.Count
            && a.Entries.All(entry => b.Entries.TryGetValue(entry.Key, out var other) && AreEqual(entry.Value, other)),
        _ when AsNumber(left) is { } a && AsNumber(right) is { } b => a.Equals(b),
        _ => ReferenceEquals(left, right),
    };

    /// <returns>Less than, equal to or greater than 0.</returns>
    public static int Compare(object? left, object? right, int line) => (left, right) switch
    {
        (long a, long b) => a.CompareTo(b),
        (MarkedText a, MarkedText b) => string.CompareOrdinal(a.Text, b.Text),
        (ListValue a, ListValue b) => CompareLists(a, b, line),
        _ when AsNumber(left) is { } a && AsNumber(right) is { } b => a.CompareTo(b),
        _ => throw new JinjaException($"{Kind(left)} cannot be compared with {Kind(right)}", line),
    };

    public static bool Contains(object? container, object? item, int line) => container switch
    {
        MarkedText text when item is MarkedText part => text.Text.Contains(part.Text, StringComparison.Ordinal),
        ListValue list => list.Items.Any(other => AreEqual(other, item)),
        MapValue map => item is MarkedText key && map.Entries.ContainsKey(key.Text),
        UndefinedValue => false,
        _ => throw new JinjaException($"'in' cannot look for {Kind(item)} in {Kind(container)}", line),
    };

    public static object? Calculate(string sign, object? left, object? right, JinjaBudget budget, int line)
    {
        switch (sign)
        {
            case "~":
                return new MarkedTextBuilder(budget).Add(JinjaText.Of(left, budget)).Add(JinjaText.Of(right, budget)).Build();
            case "+" when left is MarkedText a && right is MarkedText b:
                return new MarkedTextBuilder(budget).Add(a).Add(b).Build();
            case "+" when left is ListValue a && right is ListValue b:
                budget.SpendCharacters(a.Items.Count + b.Items.Count);
                return new ListValue([.. a.Items, .. b.Items]);
            case "*" when left is MarkedText text && right is long times:
                return Repeat(text, times, budget);
            case "*" when left is long times && right is MarkedText text:
                return Repeat(text, times, budget);
            case "%" when left is MarkedText format:
                return Format(format, right, budget, line);
        }

        if (AsWhole(left) is { } m && AsWhole(right) is { } n && sign is not "/")
            return Whole(sign, m, n, line);
        if (AsNumber(left) is { } x && AsNumber(right) is { } y)
            return Real(sign, x, y, line);
        throw new JinjaException($"'{sign}' cannot be used on {Kind(left)} and {Kind(right)}", line);
    }

    public static object Negate(object? value, int line) => value switch
    {
        // Typed as object each: else the compiler would make real numbers of all.
        long whole => (object)-whole,
        double number => -number,
        bool flag => flag ? -1L : 0L,
        _ => throw new JinjaException($"'-' cannot be used on {Kind(value)}", line),
    };

    public static double? AsNumber(object? value) => value switch
    {
        long whole => whole,
        double number => number,
        bool flag => flag ? 1 : 0,
        _ => null,
    };

    public static string Kind(object? value) => value switch
    {
        null => "none",
        UndefinedValue undefined => $"'{undefined.Name}', which is not defined",
        bool => "a truth value",
        long or double => "a number",
        MarkedText => "a text",
        ListValue => "a list",
        MapValue => "a mapping",
        _ => "a function",
    };

    private static long? AsWhole(object? value) => value switch
    {
        long whole => whole,
        bool flag => flag ? 1 : 0,
        _ => null,
    };

    private static int CompareLists(ListValue left, ListValue right, int line)
    {
        foreach (var (a, b) in left.Items.Zip(right.Items))
        {
            if (!AreEqual(a, b))
                return Compare(a, b, line);
        }

        return left.Items.Count.CompareTo(right.Items.Count);
    }

    private static object Whole(string sign, long m, long n, int line)
    {
        try
        {
            return sign switch
            {
                "+" => (object)checked(m + n),
                "-" => checked(m - n),
                "*" => checked(m * n),
                "//" => Divided(m, n, line),
                "%" => m - checked(n * Divided(m, n, line)),
                "**" => n >= 0 ? (object)Raised(m, n) : Math.Pow(m, n),
                _ => throw new JinjaException($"the sign '{sign}' is not known", line),
            };
        }
        catch (OverflowException)
        {
            throw new JinjaException($"{m} {sign} {n} is too large a number", line);
        }
    }

    private static long Raised(long value, long power)
    {
        if (value is 0 or 1 or -1)
            return power == 0 ? 1 : value == -1 && power % 2 == 0 ? 1 : value;
        var result = 1L;
        for (var i = 0L; i < power; i++)
            result = checked(result * value);
        return result;
    }

    private static long Divided(long m, long n, int line)
    {
        if (n == 0)
            throw new JinjaException("a number is divided by 0", line);
        var quotient = m / n;
        return m % n != 0 && (m < 0) != (n < 0) ? quotient - 1 : quotient;
    }

    private static double Real(string sign, double x, double y, int line) => sign switch
    {
        "+" => x + y,
        "-" => x - y,
        "*" => x * y,
        "/" or "//" or "%" when y == 0 => throw new JinjaException("a number is divided by 0", line),
        "/" => x / y,
        "//" => Math.Floor(x / y),
        "%" => x - y * Math.Floor(x / y),
        "**" => Math.Pow(x, y),
        _ => throw new JinjaException($"the sign '{sign}' is not known", line),
    };

    private static MarkedText Repeat(MarkedText text, long times, JinjaBudget budget)
    {
        var builder = new MarkedTextBuilder(budget);
        for (var i = 0L; i < times && text.Length > 0; i++)
            builder.Add(text);
        return builder.Build();
    }

    /// <summary>"%s" and "%d", which chat templates use; everything else is named.</summary>
    private static MarkedText Format(MarkedText format, object? value, JinjaBudget budget, int line)
    {
        var values = value is ListValue list ? list.Items : [value];
        var builder = new MarkedTextBuilder(budget);
        var next = 0;
        var start = 0;
        for (int at; (at = format.Text.IndexOf('%', start)) >= 0; start = at + 2)
        {
            builder.Add(format.Slice(start, at - start));
            var kind = at + 1 < format.Length ? format.Text[at + 1] : ' ';
            if (kind == '%')
                builder.Add("%");
            else if (kind is 's' or 'd' && next < values.Count)
                builder.Add(JinjaText.Of(values[next++], budget));
            else
                throw new JinjaException($"the format \"{format.Text}\" is not known, or has too few values", line);
        }

        return builder.Add(format.Slice(start, format.Length - start)).Build();
    }
}
