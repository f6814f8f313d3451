using System.Globalization;

namespace BatchGen.Web.Formatting;

/// <summary>Counts with the culture's separators, and the noun in the right number.</summary>
public static class CountText
{
    public static string Of(long count) => count.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>"1 item", "2,000 items".</summary>
    public static string Of(long count, string singular) => Of(count, singular, $"{singular}s");

    public static string Of(long count, string singular, string plural) => $"{Of(count)} {(count == 1 ? singular : plural)}";

    /// <summary>A rate: one decimal while it is small, none above ten.</summary>
    public static string Rate(double perSecond) =>
        perSecond.ToString(perSecond is > 0 and < 10 ? "N1" : "N0", CultureInfo.CurrentCulture);
}
