using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace BatchGen.Inference.Sentences;

/// <summary>
/// A sentence for a person that keeps its values apart from its words: an interpolated string given where one is wanted
/// stays in pieces. Logs, files and APIs take its English; a page finds a translation by the words and puts the values in.
/// </summary>
[InterpolatedStringHandler]
public sealed class Sentence : IEquatable<Sentence>
{
    private readonly StringBuilder _words;
    private readonly List<object> _values;

    /// <summary>For the compiler, which then appends the pieces; nothing changes afterwards.</summary>
    public Sentence(int literalLength, int formattedCount)
    {
        _words = new StringBuilder(literalLength + (formattedCount * "{0}".Length));
        _values = new List<object>(formattedCount);
    }

    /// <param name="words">With a {0} for the first value; braces of the text itself are doubled.</param>
    /// <param name="values">Texts and sentences.</param>
    public Sentence(string words, IEnumerable<object> values)
    {
        _words = new StringBuilder(words);
        _values = [.. values];
    }

    /// <summary>A format whose values are {0}, {1}, …: what a translation is found by.</summary>
    public string Words => _words.ToString();

    /// <summary>Texts, and sentences that stand in this one.</summary>
    public IReadOnlyList<object> Values => _values;

    /// <summary>A text whose parts nobody knows.</summary>
    public static implicit operator Sentence(string text) => FromString(text);

    public static Sentence FromString(string text)
    {
        var sentence = new Sentence(text.Length, formattedCount: 0);
        sentence.AppendLiteral(text);
        return sentence;
    }

    /// <summary>One after the other, with the same text between them.</summary>
    public static Sentence Join(string separator, IReadOnlyList<Sentence> parts) =>
        new(string.Join(separator, parts.Select((_, at) => InvariantText.Of($"{{{at}}}"))), parts);

    public void AppendLiteral(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _words.Append(text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
    }

    public void AppendFormatted<TValue>(TValue value) => AppendFormatted(value, format: null);

    public void AppendFormatted<TValue>(TValue value, string? format)
    {
        _words.Append(CultureInfo.InvariantCulture, $"{{{_values.Count}}}");
        // Digits are grouped and pointed the same way in every language the pages speak.
        _values.Add(value switch
        {
            Sentence inner => (object)inner,
            IFormattable number => number.ToString(format, CultureInfo.InvariantCulture),
            _ => value?.ToString() ?? "",
        });
    }

    /// <summary>In English.</summary>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, Words, [.. _values]);

    public bool Equals(Sentence? other) => other is not null && Words == other.Words && _values.SequenceEqual(other._values);

    public static bool operator ==(Sentence? left, Sentence? right) => left is null ? right is null : left.Equals(right);

    public static bool operator !=(Sentence? left, Sentence? right) => !(left == right);

    public override bool Equals(object? obj) => Equals(obj as Sentence);

    public override int GetHashCode() => Words.GetHashCode(StringComparison.Ordinal);
}
