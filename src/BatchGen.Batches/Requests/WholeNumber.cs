using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace BatchGen.Batches.Requests;

/// <summary>
/// Whole numbers as JSON has them: it knows one kind of number, so that 64, 64.0 and 6.4e1 are the same, and programs that keep
/// their tables as floating point write the second (RFC 8259, section 6).
/// </summary>
public static class WholeNumber
{
    /// <summary>Digits of the largest number told apart from others; what is beyond counts as that.</summary>
    private const int MostDigits = 30;

    private static readonly BigInteger Beyond = BigInteger.Pow(10, MostDigits);

    /// <returns>False for a number with a fraction, and for whatever is no number.</returns>
    public static bool TryRead(JsonElement value, out BigInteger number)
    {
        number = default;
        return value.ValueKind == JsonValueKind.Number && TryRead(value.GetRawText(), out number);
    }

    /// <summary>The same of a number written in a form's field or a query.</summary>
    public static bool TryRead(string? text, out BigInteger number)
    {
        number = default;
        if (text is null || !IsNumber(text))
            return false;
        var mantissa = text;
        var exponent = 0L;
        if (text.IndexOfAny(['e', 'E']) is var mark and >= 0)
        {
            mantissa = text[..mark];
            exponent = ExponentOf(text.AsSpan(mark + 1));
        }

        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = (point < 0 ? mantissa : mantissa.Remove(point, 1)).TrimStart('-', '0');
        var zeros = exponent - (point < 0 ? 0 : mantissa.Length - point - 1) + (digits.Length - digits.TrimEnd('0').Length);
        digits = digits.TrimEnd('0');
        if (digits.Length > 0 && zeros < 0)
            return false;
        number = digits.Length == 0 ? 0
            : zeros + digits.Length > MostDigits ? Beyond
            : BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) * BigInteger.Pow(10, (int)zeros);
        if (mantissa.StartsWith('-'))
            number = -number;
        return true;
    }

    /// <summary>Longer ones are those of no number that is told apart from others.</summary>
    private static long ExponentOf(ReadOnlySpan<char> text) => text.Length > "-999999999".Length
        ? text[0] == '-' ? -int.MaxValue : int.MaxValue
        : long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    /// <summary>As JSON writes one, besides that zeros may stand in front.</summary>
    private static bool IsNumber(string text)
    {
        var rest = text.AsSpan().TrimStart('-');
        return text.Length - rest.Length <= 1 && TakeDigits(ref rest)
            && (!Take(ref rest, ".") || TakeDigits(ref rest))
            && (!Take(ref rest, "eE") || (Take(ref rest, "+-") | TakeDigits(ref rest)))
            && rest.IsEmpty && char.IsAsciiDigit(text[^1]);
    }

    private static bool Take(ref ReadOnlySpan<char> rest, string any)
    {
        var isThere = !rest.IsEmpty && any.Contains(rest[0], StringComparison.Ordinal);
        rest = isThere ? rest[1..] : rest;
        return isThere;
    }

    private static bool TakeDigits(ref ReadOnlySpan<char> rest)
    {
        var before = rest.Length;
        rest = rest.TrimStart("0123456789");
        return rest.Length < before;
    }
}
