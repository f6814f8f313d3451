using System.Globalization;
using System.Numerics;

namespace BatchGen.Inference.Grammars.Languages;

/// <summary>A number of JSON, exactly: <see cref="Units"/> divided by 10 to the power of <see cref="Scale"/>.</summary>
/// <param name="Units">Not divisible by 10 while <paramref name="Scale"/> is above 0.</param>
/// <param name="Scale">0 or more: digits behind the point.</param>
internal readonly record struct DecimalNumber(BigInteger Units, int Scale) : IComparable<DecimalNumber>
{
    /// <summary>Double's largest exponent, and a little; what lies beyond is no honest bound.</summary>
    private const int MostExponent = 400;

    public static DecimalNumber One { get; } = new(1, 0);

    public bool IsWhole => Scale == 0;

    public DecimalNumber Negated => this with { Units = -Units };

    /// <summary>At least one digit; without a sign.</summary>
    public string WholeDigits => (BigInteger.Abs(Units) / BigInteger.Pow(10, Scale)).ToString(CultureInfo.InvariantCulture);

    /// <summary>Behind the point; without zeros at the end.</summary>
    public string FractionDigits =>
        Scale == 0 ? "" : (BigInteger.Abs(Units) % BigInteger.Pow(10, Scale)).ToString(CultureInfo.InvariantCulture).PadLeft(Scale, '0');

    /// <param name="json">As JSON writes a number.</param>
    /// <returns>Null when its exponent is out of all bounds.</returns>
    public static DecimalNumber? Parse(string json)
    {
        var mark = json.AsSpan().IndexOfAny('e', 'E');
        var digits = mark < 0 ? json : json[..mark];
        var exponent = 0;
        if (mark >= 0 && (!int.TryParse(
            json.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent) || Math.Abs(exponent) > MostExponent))
            return null;
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var scale = point < 0 ? 0 : digits.Length - point - 1;
        if (digits.Length > 2 * MostExponent)
            return null;
        var units = BigInteger.Parse(digits.Replace(".", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return Of(units, scale - exponent);
    }

    public static DecimalNumber Of(BigInteger units, int scale)
    {
        if (scale < 0)
            return new DecimalNumber(units * BigInteger.Pow(10, -scale), 0);
        while (scale > 0 && units % 10 == 0)
        {
            units /= 10;
            scale--;
        }

        return new DecimalNumber(units, scale);
    }

    public int CompareTo(DecimalNumber other) => UnitsAt(Math.Max(Scale, other.Scale)).CompareTo(other.UnitsAt(Math.Max(Scale, other.Scale)));

    public bool IsMultipleOf(DecimalNumber step)
    {
        var scale = Math.Max(Scale, step.Scale);
        return UnitsAt(scale) % step.UnitsAt(scale) == 0;
    }

    /// <summary>The least number that is a multiple of both.</summary>
    public DecimalNumber CommonMultiple(DecimalNumber other)
    {
        var scale = Math.Max(Scale, other.Scale);
        var mine = UnitsAt(scale);
        var theirs = other.UnitsAt(scale);
        return Of(mine / BigInteger.GreatestCommonDivisor(mine, theirs) * theirs, scale);
    }

    public static bool operator <(DecimalNumber left, DecimalNumber right) => left.CompareTo(right) < 0;

    public static bool operator >(DecimalNumber left, DecimalNumber right) => left.CompareTo(right) > 0;

    public static bool operator <=(DecimalNumber left, DecimalNumber right) => left.CompareTo(right) <= 0;

    public static bool operator >=(DecimalNumber left, DecimalNumber right) => left.CompareTo(right) >= 0;

    private BigInteger UnitsAt(int scale) => Units * BigInteger.Pow(10, scale - Scale);
}
