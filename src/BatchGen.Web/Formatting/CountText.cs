using System.Globalization;
using BatchGen.Web.Localization;

namespace BatchGen.Web.Formatting;

/// <summary>Counts with the culture's separators, and the noun in the right number.</summary>
public static class CountText
{
    public static string Of(long count) => count.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>"1 item", "2,000 items". A noun that stands in this folder's texts is said in the reader's language.</summary>
    public static string Of(long count, string singular) => Of(count, singular, $"{singular}s");

    public static string Of(long count, string singular, string plural) =>
        Texts<FormattingTexts>.Find(KeyOf(singular) + (count == 1 ? "One" : "Many")) is { } known
            ? string.Format(CultureInfo.CurrentCulture, known, Of(count))
            : $"{Of(count)} {(count == 1 ? singular : plural)}";

    /// <summary>A rate: one decimal while it is small, none above ten.</summary>
    public static string Rate(double perSecond) =>
        perSecond.ToString(perSecond is > 0 and < 10 ? "N1" : "N0", CultureInfo.CurrentCulture);

    /// <summary>"prompt token" is PromptToken.</summary>
    private static string KeyOf(string noun) =>
        string.Concat(noun.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
