using System.Globalization;

namespace BatchGen.Web.Formatting;

/// <summary>Bytes for people: GiB, MiB or KiB with one decimal.</summary>
public static class ByteText
{
    private const double Kibi = 1024;

    public static string Of(long bytes) => Math.Abs((double)bytes) switch
    {
        >= Kibi * Kibi * Kibi => Format(bytes / (Kibi * Kibi * Kibi), "GiB"),
        >= Kibi * Kibi => Format(bytes / (Kibi * Kibi), "MiB"),
        >= Kibi => Format(bytes / Kibi, "KiB"),
        _ => string.Create(CultureInfo.CurrentCulture, $"{bytes} B"),
    };

    private static string Format(double value, string unit) =>
        string.Create(CultureInfo.CurrentCulture, $"{value:N1} {unit}");
}
