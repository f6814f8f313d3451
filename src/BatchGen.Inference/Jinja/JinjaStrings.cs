namespace BatchGen.Inference.Jinja;

/// <summary>What is done with texts; marks stay on the characters that had them.</summary>
internal static class JinjaStrings
{
    /// <param name="characters">Null strips white space.</param>
    public static MarkedText Strip(MarkedText text, string? characters, bool atStart, bool atEnd)
    {
        bool Goes(char character) => characters?.Contains(character, StringComparison.Ordinal) ?? char.IsWhiteSpace(character);
        var start = 0;
        var end = text.Length;
        while (atStart && start < end && Goes(text.Text[start]))
            start++;
        while (atEnd && end > start && Goes(text.Text[end - 1]))
            end--;
        return text.Slice(start, end - start);
    }

    /// <param name="separator">Null splits at white space and gives no empty parts.</param>
    /// <param name="most">Cuts at most; −1 for all.</param>
    public static ListValue Split(MarkedText text, string? separator, long most, int line)
    {
        if (separator is null)
            return Words(text, most);
        RequireSeparator(separator, line);
        var parts = new List<object?>();
        var start = 0;
        for (int at; most != 0 && (at = text.Text.IndexOf(separator, start, StringComparison.Ordinal)) >= 0; most--)
        {
            parts.Add(text.Slice(start, at - start));
            start = at + separator.Length;
        }

        parts.Add(text.Slice(start, text.Length - start));
        return new ListValue(parts);
    }

    public static ListValue SplitFromEnd(MarkedText text, string? separator, long most, int line)
    {
        if (separator is null || most < 0)
            return Split(text, separator, -1, line);
        RequireSeparator(separator, line);
        var parts = new List<object?>();
        var end = text.Length;
        for (; most > 0 && end > 0; most--)
        {
            var at = text.Text[..end].LastIndexOf(separator, StringComparison.Ordinal);
            if (at < 0)
                break;
            parts.Insert(0, text.Slice(at + separator.Length, end - at - separator.Length));
            end = at;
        }

        parts.Insert(0, text.Slice(0, end));
        return new ListValue(parts);
    }

    public static ListValue Lines(MarkedText text)
    {
        var parts = new List<object?>();
        var start = 0;
        while (start < text.Length)
        {
            var at = text.Text.AsSpan(start).IndexOfAny('\n', '\r');
            if (at < 0)
            {
                parts.Add(text.Slice(start, text.Length - start));
                break;
            }

            parts.Add(text.Slice(start, at));
            start += at + (text.Text.AsSpan(start + at).StartsWith("\r\n") ? 2 : 1);
        }

        return new ListValue(parts);
    }

    public static ListValue Partition(MarkedText text, string separator)
    {
        var at = text.Text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0
            ? ListValue.Tuple(text, MarkedText.Empty, MarkedText.Empty)
            : ListValue.Tuple(text.Slice(0, at), text.Slice(at, separator.Length), text.Slice(at + separator.Length, text.Length - at - separator.Length));
    }

    public static MarkedText Replace(MarkedText text, CallValues values)
    {
        var old = values.GetText(0, "old").Text;
        var with = values.GetText(1, "new");
        var most = values.FindWhole(2, "count", -1);
        if (old.Length == 0)
            throw new JinjaException("'replace' is told to replace nothing", values.Line);
        var builder = values.Builder();
        var start = 0;
        for (int at; most != 0 && (at = text.Text.IndexOf(old, start, StringComparison.Ordinal)) >= 0; most--)
        {
            builder.Add(text.Slice(start, at - start)).Add(with);
            start = at + old.Length;
        }

        return builder.Add(text.Slice(start, text.Length - start)).Build();
    }

    public static MarkedText Join(IEnumerable<object?> items, MarkedText separator, CallValues values)
    {
        var builder = values.Builder();
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst)
                builder.Add(separator);
            isFirst = false;
            builder.Add(JinjaText.Of(item, values.Budget));
        }

        return builder.Build();
    }

    public static int Count(string text, string part)
    {
        var count = 0;
        for (var at = 0; part.Length > 0 && (at = text.IndexOf(part, at, StringComparison.Ordinal)) >= 0; at += part.Length)
            count++;
        return count;
    }

    public static string Lower(string text) => string.Create(text.Length, text, (lower, all) => all.AsSpan().ToLowerInvariant(lower));

    public static string Capitalize(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + Lower(text[1..]);

    public static string Title(string text) => string.Create(text.Length, text, (title, all) =>
    {
        for (var i = 0; i < all.Length; i++)
            title[i] = i > 0 && char.IsLetter(all[i - 1]) ? char.ToLowerInvariant(all[i]) : char.ToUpperInvariant(all[i]);
    });

    private static ListValue Words(MarkedText text, long most)
    {
        var parts = new List<object?>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text.Text[at]))
            {
                at++;
                continue;
            }

            var end = at;
            while (end < text.Length && !char.IsWhiteSpace(text.Text[end]))
                end++;
            if (most-- == 0)
                end = text.Length;
            parts.Add(Strip(text.Slice(at, end - at), null, atStart: false, atEnd: true));
            at = end;
        }

        return new ListValue(parts);
    }

    private static void RequireSeparator(string separator, int line)
    {
        if (separator.Length == 0)
            throw new JinjaException("a text cannot be split at nothing", line);
    }
}
