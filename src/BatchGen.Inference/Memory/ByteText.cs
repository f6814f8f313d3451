using System.Globalization;

namespace BatchGen.Inference.Memory;

/// <summary>Sizes as sentences write them: binary units, one decimal from a GiB on.</summary>
internal static class ByteText
{
    private const double MiB = 1L << 20;
    private const double GiB = 1L << 30;

    public static string Of(long bytes) => bytes >= GiB
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / GiB:0.0} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / MiB:0} MiB");

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
