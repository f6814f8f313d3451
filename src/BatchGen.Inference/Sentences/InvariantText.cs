using System.Globalization;
using System.Runtime.CompilerServices;

namespace BatchGen.Inference.Sentences;

/// <summary>
/// A text for logs, files and programs: an interpolated string given where one is wanted formats its values the same way on every machine,
/// whatever the culture of its process says of digits, signs and dates. Where a page shows it in other languages, take a <see cref="Sentence"/>.
/// </summary>
[InterpolatedStringHandler]
public ref struct InvariantText
{
    private readonly string? _whole;
    private DefaultInterpolatedStringHandler _text;

    private InvariantText(string whole) => _whole = whole;

    /// <summary>For the compiler, which then appends the pieces.</summary>
    public InvariantText(int literalLength, int formattedCount) =>
        _text = new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture);

    public static implicit operator InvariantText(string text) => FromString(text);

    public static InvariantText FromString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new InvariantText(text);
    }

    /// <summary>The text of an interpolated string.</summary>
    public static string Of(InvariantText text) => text.ToString();

    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    public void AppendFormatted<TValue>(TValue value) => _text.AppendFormatted(value);

    public void AppendFormatted<TValue>(TValue value, string? format) => _text.AppendFormatted(value, format);

    /// <summary>Once: what it was written to is given back.</summary>
    public override string ToString() => _whole ?? _text.ToStringAndClear();
}
