using System.Globalization;
using BatchGen.Batches.Requests;

namespace BatchGen.Web.Wire;

/// <summary>Reads numbers and words of a query, with a sentence for what is wrong instead of a bare 400.</summary>
internal static class QueryNumbers
{
    public static int Limit(string? text, int most, int unsaid)
    {
        if (text is null)
            return unsaid;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= most
            ? limit
            : throw new RequestRefusedException(
                ProblemCodes.ValueOutOfRange, $"'limit' must be a whole number from 1 to {most}; it is '{Shown.Of(text)}'.", "limit");
    }

    /// <returns>True for "asc".</returns>
    public static bool IsAscending(string? order) => order switch
    {
        null or "desc" => false,
        "asc" => true,
        _ => throw new RequestRefusedException(ProblemCodes.ValueOutOfRange, $"'order' must be 'asc' or 'desc'; it is '{Shown.Of(order)}'.", "order"),
    };
}
