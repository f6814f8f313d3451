using System.Collections.Immutable;
using System.Text;

namespace BatchGen.Inference.Jinja;

/// <summary>
/// A text that remembers which of its characters came from outside the template, and from which source, through everything a template
/// does with it. Immutable.
/// </summary>
public sealed class MarkedText
{
    private readonly ImmutableArray<MarkedRange> _ranges;

    internal MarkedText(string text, ImmutableArray<MarkedRange> ranges)
    {
        Text = text;
        _ranges = ranges;
    }

    public string Text { get; }

    public int Length => Text.Length;

    public static MarkedText Empty { get; } = new("", []);

    /// <summary>The template's own text.</summary>
    public static MarkedText Plain(string text) => text.Length == 0 ? Empty : new MarkedText(text, []);

    /// <summary>A text from outside.</summary>
    /// <param name="source">0 or more; what <see cref="MarkedRun.Source"/> will say.</param>
    public static MarkedText From(string text, int source) => text.Length == 0 ? Empty : new MarkedText(text, [new MarkedRange(0, text.Length, source)]);

    /// <summary>The text cut where its source changes, in order; none of them is empty.</summary>
    public IEnumerable<MarkedRun> Runs()
    {
        var at = 0;
        foreach (var range in _ranges)
        {
            if (range.Start > at)
                yield return new MarkedRun(Text[at..range.Start], null);
            yield return new MarkedRun(Text.Substring(range.Start, range.Length), range.Source);
            at = range.Start + range.Length;
        }

        if (at < Text.Length)
            yield return new MarkedRun(Text[at..], null);
    }

    public MarkedText Slice(int start, int length)
    {
        if (start == 0 && length == Text.Length)
            return this;
        if (length <= 0)
            return Empty;
        var end = start + length;
        return new MarkedText(
            Text.Substring(start, length),
            [
                .. _ranges
                    .Where(range => range.Start < end && range.Start + range.Length > start)
                    .Select(range => range.Within(start, end)),
            ]);
    }

    /// <param name="between">Belongs to what comes before it.</param>
    public MarkedText Followed(string between, MarkedText next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (Length == 0)
            return next;
        var text = new StringBuilder();
        var ranges = new List<MarkedRange>();
        AppendTo(text, ranges);
        From(between, _ranges is [.., var last] ? last.Source : 0).AppendTo(text, ranges);
        next.AppendTo(text, ranges);
        return new MarkedText(text.ToString(), [.. ranges]);
    }

    /// <summary>The same characters otherwise: as many as before.</summary>
    internal MarkedText Map(Func<string, string> change) => new(change(Text), _ranges);

    public override string ToString() => Text;

    internal void AppendTo(StringBuilder text, List<MarkedRange> ranges)
    {
        foreach (var range in _ranges)
        {
            var start = text.Length + range.Start;
            if (ranges.Count > 0 && ranges[^1] is var last && last.Source == range.Source && last.Start + last.Length == start)
                ranges[^1] = last with { Length = last.Length + range.Length };
            else
                ranges.Add(range with { Start = start });
        }

        text.Append(Text);
    }
}

/// <param name="Source">Null for the template's own text.</param>
public sealed record MarkedRun(string Text, int? Source);

internal readonly record struct MarkedRange(int Start, int Length, int Source)
{
    public MarkedRange Within(int start, int end)
    {
        var from = Math.Max(Start, start);
        return new MarkedRange(from - start, Math.Min(Start + Length, end) - from, Source);
    }
}

/// <summary>Puts texts together. What is made counts against the rendering's budget.</summary>
internal sealed class MarkedTextBuilder(JinjaBudget budget)
{
    private readonly StringBuilder _text = new();
    private readonly List<MarkedRange> _ranges = [];

    public MarkedTextBuilder Add(MarkedText text)
    {
        budget.SpendCharacters(text.Length);
        text.AppendTo(_text, _ranges);
        return this;
    }

    public MarkedTextBuilder Add(string text, int? source = null) =>
        Add(source is { } from ? MarkedText.From(text, from) : MarkedText.Plain(text));

    public MarkedText Build() => _text.Length == 0 ? MarkedText.Empty : new MarkedText(_text.ToString(), [.. _ranges]);
}
