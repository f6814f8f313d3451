using System.Globalization;
using System.Text;

namespace BatchGen.Inference.Jinja;

/// <summary>Values as text: as a template writes them, as Python shows them inside lists, and as JSON.</summary>
internal static class JinjaText
{
    public static MarkedText Of(object? value, JinjaBudget budget) => value switch
    {
        MarkedText text => text,
        UndefinedValue => MarkedText.Empty,
        _ => Shown(value, budget),
    };

    /// <param name="indent">Spaces a level; null writes one line.</param>
    public static MarkedText Json(object? value, JinjaBudget budget, int? indent = null, bool sortsKeys = false)
    {
        var writer = new MarkedTextBuilder(budget);
        WriteJson(writer, value, new JsonShape(indent, sortsKeys), level: 0);
        return writer.Build();
    }

    public static string Number(double value)
    {
        if (double.IsNaN(value) || double.IsInfinity(value))
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private static MarkedText Shown(object? value, JinjaBudget budget)
    {
        var writer = new MarkedTextBuilder(budget);
        Show(writer, value);
        return writer.Build();
    }

    private static void Show(MarkedTextBuilder writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.Add("None");
                break;
            case bool flag:
                writer.Add(flag ? "True" : "False");
                break;
            case long whole:
                writer.Add(whole.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                writer.Add(Number(number));
                break;
            case MarkedText text:
                Quote(writer, text);
                break;
            case ListValue list:
                writer.Add(list.IsTuple ? "(" : "[");
                Separated(writer, list.Items, item => Show(writer, item));
                writer.Add(!list.IsTuple ? "]" : list.Items.Count == 1 ? ",)" : ")");
                break;
            case MapValue map:
                writer.Add("{");
                Separated(writer, map.Entries, entry =>
                {
                    Quote(writer, MarkedText.Plain(entry.Key));
                    writer.Add(": ");
                    Show(writer, entry.Value);
                });
                writer.Add("}");
                break;
            case FunctionValue function:
                writer.Add($"<function {function.Name}>");
                break;
            case LoopValue:
                writer.Add("<loop>");
                break;
        }
    }

    private static void Separated<T>(MarkedTextBuilder writer, IEnumerable<T> items, Action<T> write)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            if (!isFirst)
                writer.Add(", ");
            isFirst = false;
            write(item);
        }
    }

    private static void Quote(MarkedTextBuilder writer, MarkedText text)
    {
        var quote = text.Text.Contains('\'', StringComparison.Ordinal) && !text.Text.Contains('"', StringComparison.Ordinal) ? "\"" : "'";
        writer.Add(quote);
        foreach (var run in text.Runs())
            writer.Add(Escaped(run.Text, quote), run.Source);
        writer.Add(quote);
    }

    private static string Escaped(string text, string quote) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal)
        .Replace(quote, "\\" + quote, StringComparison.Ordinal);

    private static void WriteJson(MarkedTextBuilder writer, object? value, JsonShape shape, int level)
    {
        switch (value)
        {
            case null:
                writer.Add("null");
                break;
            case bool flag:
                writer.Add(flag ? "true" : "false");
                break;
            case long whole:
                writer.Add(whole.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                writer.Add(Number(number));
                break;
            case MarkedText text:
                WriteJsonText(writer, text);
                break;
            case ListValue list:
                WriteAll(writer, list.Items, "[]", shape, level, item => WriteJson(writer, item, shape, level + 1));
                break;
            case MapValue map:
                var entries = shape.SortsKeys ? map.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal) : map.Entries.AsEnumerable();
                WriteAll(writer, [.. entries], "{}", shape, level, entry =>
                {
                    WriteJsonText(writer, MarkedText.Plain(entry.Key));
                    writer.Add(": ");
                    WriteJson(writer, entry.Value, shape, level + 1);
                });
                break;
            default:
                throw new JinjaException("'tojson' is given something that JSON has no word for");
        }
    }

    private static void WriteAll<T>(MarkedTextBuilder writer, IReadOnlyList<T> items, string brackets, JsonShape shape, int level, Action<T> write)
    {
        writer.Add(brackets[..1]);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                writer.Add(shape.Indent is null ? ", " : ",");
            NewLine(writer, shape, level + 1);
            write(items[i]);
        }

        if (items.Count > 0)
            NewLine(writer, shape, level);
        writer.Add(brackets[1..]);
    }

    private static void NewLine(MarkedTextBuilder writer, JsonShape shape, int level)
    {
        if (shape.Indent is { } indent)
            writer.Add("\n" + new string(' ', indent * level));
    }

    private static void WriteJsonText(MarkedTextBuilder writer, MarkedText text)
    {
        writer.Add("\"");
        foreach (var run in text.Runs())
            writer.Add(EscapeJson(run.Text), run.Source);
        writer.Add("\"");
    }

    /// <summary>As Python's json.dumps with ensure_ascii off: only what JSON itself forbids.</summary>
    private static string EscapeJson(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            escaped = character switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                '\b' => escaped.Append("\\b"),
                '\f' => escaped.Append("\\f"),
                < ' ' => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }

    private sealed record JsonShape(int? Indent, bool SortsKeys);
}
