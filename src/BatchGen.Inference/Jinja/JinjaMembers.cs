using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Jinja;

/// <summary>Attributes, items, slices and methods of values.</summary>
internal static class JinjaMembers
{
    public static object? Attribute(object? owner, string name, int line)
    {
        switch (owner)
        {
            case MapValue map:
                return map.IsNamespace ? Entry(map, name) : JinjaMethods.OfMap(map, name) ?? Entry(map, name);
            case MarkedText text:
                return (object?)JinjaMethods.OfText(text, name) ?? new UndefinedValue(name);
            case ListValue list:
                return (object?)JinjaMethods.OfList(list, name) ?? new UndefinedValue(name);
            case LoopValue loop:
                return loop.Attribute(name) ?? (name is "previtem" or "nextitem" ? null : throw new JinjaException($"'loop.{name}' is not known", line));
            case UndefinedValue undefined:
                throw new JinjaException($"'{undefined.Name}' is not defined, so it has no '{name}'", line);
            default:
                return new UndefinedValue(name);
        }
    }

    public static object? Item(object? owner, object? index, int line)
    {
        switch (owner)
        {
            case MapValue map when index is MarkedText key:
                return map.Entries.TryGetValue(key.Text, out var value) ? value : JinjaMethods.OfMap(map, key.Text) ?? (object)new UndefinedValue(key.Text);
            case ListValue list when index is long at:
                return Place(at, list.Items.Count) is { } place ? list.Items[place] : new UndefinedValue(Shown(at));
            case MarkedText text when index is long at:
                return Place(at, text.Length) is { } letter ? text.Slice(letter, 1) : new UndefinedValue(Shown(at));
            case UndefinedValue undefined:
                throw new JinjaException($"'{undefined.Name}' is not defined, so nothing of it can be taken", line);
            default:
                return index is MarkedText name ? Attribute(owner, name.Text, line) : new UndefinedValue("[…]");
        }
    }

    public static object? Slice(object? owner, long? start, long? stop, long? step, int line)
    {
        var count = owner switch
        {
            ListValue list => list.Items.Count,
            MarkedText text => text.Length,
            _ => throw new JinjaException($"{JinjaOperators.Kind(owner)} cannot be sliced", line),
        };
        if (step is 0)
            throw new JinjaException("a slice cannot go on by 0", line);
        var by = step ?? 1;
        if (by == 1 && owner is MarkedText whole)
        {
            var (from, to) = (Bounded(start ?? 0, count), Bounded(stop ?? count, count));
            return whole.Slice(from, Math.Max(0, to - from));
        }

        var places = Places(start, stop, by, count);
        return owner is ListValue items
            ? new ListValue([.. places.Select(place => items.Items[place])])
            : Joined((MarkedText)owner!, places);
    }

    /// <summary>What a loop goes over: a list's items, a mapping's keys, a text's characters.</summary>
    public static IReadOnlyList<object?> Items(object? value, int line) => value switch
    {
        ListValue list => list.Items,
        MapValue map => [.. map.Entries.Keys.Select(MarkedText.Plain)],
        MarkedText text => [.. Enumerable.Range(0, text.Length).Select(at => text.Slice(at, 1))],
        UndefinedValue => [],
        _ => throw new JinjaException($"a loop cannot go over {JinjaOperators.Kind(value)}", line),
    };

    private static string Shown(long at) => InvariantText.Of($"[{at}]");

    private static object? Entry(MapValue map, string name) => map.Entries.TryGetValue(name, out var value) ? value : new UndefinedValue(name);

    private static int? Place(long at, int count) => (at < 0 ? at + count : at) is var place && place >= 0 && place < count ? (int)place : null;

    private static int Bounded(long at, int count) => (int)Math.Clamp(at < 0 ? at + count : at, 0, count);

    private static List<int> Places(long? start, long? stop, long by, int count)
    {
        var places = new List<int>();
        if (by > 0)
        {
            var end = Bounded(stop ?? count, count);
            for (long at = Bounded(start ?? 0, count); at < end; at += by)
                places.Add((int)at);
            return places;
        }

        var first = Math.Min(start is { } from ? from < 0 ? from + count : from : count - 1, count - 1);
        var last = stop is { } to ? Math.Max(to < 0 ? to + count : to, -1) : -1;
        for (var at = first; at > last && at >= 0; at += by)
            places.Add((int)at);
        return places;
    }

    private static MarkedText Joined(MarkedText text, List<int> places)
    {
        var builder = new MarkedTextBuilder(new JinjaBudget(text.Length));
        foreach (var place in places)
            builder.Add(text.Slice(place, 1));
        return builder.Build();
    }
}
