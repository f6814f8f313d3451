using System.Globalization;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Usage;

namespace BatchGen.Web.Wire;

/// <summary>Reads what an address asks about use, with a sentence for what is wrong.</summary>
internal static class UsageQuery
{
    /// <summary>When nothing is said: the last thirty days, today included.</summary>
    public const int UsualDays = 30;

    /// <param name="by">Names with commas between them; null is by day.</param>
    /// <exception cref="RequestRefusedException">A day, a name or the period is wrong.</exception>
    public static UsageQuestion Read(string? from, string? to, string? by, DateOnly today)
    {
        var last = to is null ? today : Day(to, "to");
        var first = from is null ? last.AddDays(Math.Max(1 - UsualDays, -last.DayNumber)) : Day(from, "from");
        var question = new UsageQuestion(first, last, ReadBy(by ?? NameOf(UsageDimension.Day)));
        if (question.Days < 1)
            throw Refuse("from", $"'from' ({DayText.Of(first)}) is after 'to' ({DayText.Of(last)}). Exchange them.");
        return question.Days <= UsageQuestion.MostDays
            ? question
            : throw Refuse("from", $"{question.Days} days are asked for, and at most {UsageQuestion.MostDays} are told at once. Ask in parts.");
    }

    public static string NameOf(UsageDimension dimension) => dimension.ToString().ToLowerInvariant();

    public static string NameOf(IEnumerable<UsageDimension> by) => string.Join(',', by.Order().Select(NameOf));

    /// <summary>Null when it is none.</summary>
    public static UsageDimension? Find(string? name)
    {
        foreach (var dimension in Enum.GetValues<UsageDimension>())
        {
            if (NameOf(dimension) == name)
                return dimension;
        }

        return null;
    }

    private static HashSet<UsageDimension> ReadBy(string by) =>
        [.. by.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(name => Find(name) ?? throw Refuse(
            "by", $"'by' is a list of 'day', 'user', 'key', 'model', 'label' and 'source' with commas; '{Shown.Of(name)}' is none of them."))];

    private static DateOnly Day(string text, string name) => DayText.Parse(text)
        ?? throw Refuse(name, $"'{name}' must be a day like 2026-11-30; it is '{Shown.Of(text)}'.");

    private static RequestRefusedException Refuse(string name, FormattableString sentence) =>
        new(ProblemCodes.ValueOutOfRange, sentence.ToString(CultureInfo.InvariantCulture), name);
}

/// <summary>A day as addresses and files write it: 2026-11-30.</summary>
internal static class DayText
{
    private const string Format = "yyyy-MM-dd";

    public static string Of(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Null when it is none.</summary>
    public static DateOnly? Parse(string? text) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
