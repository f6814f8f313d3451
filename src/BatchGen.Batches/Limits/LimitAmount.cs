using System.Globalization;

namespace BatchGen.Batches.Limits;

/// <summary>An amount or a share, as read from what was typed. Exactly one of both is set.</summary>
internal sealed record LimitAmount(long? Bytes, double? Percent)
{
    private static readonly Dictionary<string, double> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = 1L << 30,
        ["GiB"] = 1L << 30,
        ["MiB"] = 1L << 20,
        ["B"] = 1,
    };

    /// <exception cref="LimitException">It is neither.</exception>
    public static LimitAmount Parse(string text)
    {
        var trimmed = text.Trim();
        var digits = trimmed.TakeWhile(letter => char.IsAsciiDigit(letter) || letter is '.' or '-' or '+').Count();
        var unit = trimmed[digits..].Trim();
        if (!double.TryParse(trimmed[..digits], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            throw NotANumber(text);
        if (unit == "%")
            return new LimitAmount(null, number);
        return Units.TryGetValue(unit, out var bytes) && Math.Abs(number * bytes) < long.MaxValue
            ? new LimitAmount((long)(number * bytes), null)
            : throw NotANumber(text);
    }

    /// <summary>Of a device of this size.</summary>
    public long BytesOf(long totalBytes) => Bytes ?? (long)(totalBytes * (Percent!.Value / 100));

    private static LimitException NotANumber(string text) => new(
        LimitErrorCodes.NotANumber, $"'{text}' is no amount of memory. Write it in GiB, e.g. '12.5', or with a unit: '12.5 GiB', '800 MiB', '75 %'.");
}
