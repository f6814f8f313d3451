using System.Globalization;

namespace BatchGen.Web.Pages.Admin;

/// <summary>An amount as the limit's field takes it back, in the same culture everywhere.</summary>
internal static class LimitText
{
    private const double GiB = 1L << 30;
    private const double MiB = 1L << 20;

    public static string Of(long bytes) => bytes >= GiB
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / GiB:0.###} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / MiB:0.###} MiB");
}
