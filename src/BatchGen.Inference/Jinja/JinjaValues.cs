namespace BatchGen.Inference.Jinja;

// A value is null (none), bool, long, double, MarkedText, or one of these.

/// <summary>What a name stands for that nobody has set: it writes nothing, is false, and has no attributes.</summary>
internal sealed record UndefinedValue(string Name);

/// <summary>A list, or a tuple.</summary>
internal sealed record ListValue(IReadOnlyList<object?> Items)
{
    /// <summary>Written with round brackets; otherwise the same.</summary>
    public bool IsTuple { get; init; }

    public static ListValue Tuple(params IReadOnlyList<object?> items) => new(items) { IsTuple = true };
}

/// <summary>Keys in the order they were given. A namespace's may be set later.</summary>
internal sealed record MapValue(OrderedDictionary<string, object?> Entries)
{
    public bool IsNamespace { get; init; }

    public static MapValue Of(params ReadOnlySpan<KeyValuePair<string, object?>> entries)
    {
        var map = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
            map[key] = value;
        return new MapValue(map);
    }
}

/// <summary>A function, a macro, or a method of a value.</summary>
internal sealed record FunctionValue(string Name, Func<CallValues, object?> Call);

/// <summary>What the body of a loop sees as "loop".</summary>
internal sealed record LoopValue(IReadOnlyList<object?> Items, int Index)
{
    public object? Attribute(string name) => name switch
    {
        "index" => (long)Index + 1,
        "index0" => (long)Index,
        "revindex" => (long)Items.Count - Index,
        "revindex0" => (long)Items.Count - Index - 1,
        "first" => Index == 0,
        "last" => Index == Items.Count - 1,
        "length" => (long)Items.Count,
        "depth" => 1L,
        "depth0" => 0L,
        "previtem" => Index > 0 ? Items[Index - 1] : new UndefinedValue("loop.previtem"),
        "nextitem" => Index + 1 < Items.Count ? Items[Index + 1] : new UndefinedValue("loop.nextitem"),
        "cycle" => new FunctionValue("loop.cycle", values => values.Placed.Count == 0 ? null : values.Placed[Index % values.Placed.Count]),
        _ => null,
    };
}

/// <summary>What a filter, test or function is called with.</summary>
internal sealed class CallValues(string name, IReadOnlyList<object?> placed, IReadOnlyDictionary<string, object?> named, JinjaBudget budget, int line)
{
    public IReadOnlyList<object?> Placed => placed;

    public IReadOnlyDictionary<string, object?> Named => named;

    public JinjaBudget Budget => budget;

    public int Line => line;

    public bool Has(int index, string parameter) => index < placed.Count || named.ContainsKey(parameter);

    /// <returns>Null when it was not given.</returns>
    public object? Find(int index, string parameter) => index < placed.Count ? placed[index] : named.GetValueOrDefault(parameter);

    public object? Get(int index, string parameter) => Has(index, parameter)
        ? Find(index, parameter)
        : throw new JinjaException($"'{name}' is called without '{parameter}'", line);

    public MarkedText GetText(int index, string parameter) => Get(index, parameter) as MarkedText
        ?? throw new JinjaException($"'{name}' wants a text as '{parameter}'", line);

    public long FindWhole(int index, string parameter, long otherwise) => Find(index, parameter) switch
    {
        null => otherwise,
        long whole => whole,
        bool flag => flag ? 1 : 0,
        _ => throw new JinjaException($"'{name}' wants a whole number as '{parameter}'", line),
    };

    public MarkedTextBuilder Builder() => new(budget);
}
