using System.Globalization;

namespace BatchGen.Inference.Grammars.Languages;

/// <param name="First">A Unicode code point.</param>
/// <param name="Last">At least <paramref name="First"/>; belongs to the range.</param>
internal readonly record struct CharRange(int First, int Last);

/// <summary>A set of Unicode code points that are characters: no halves of surrogate pairs.</summary>
/// <param name="Ranges">Sorted; they neither overlap nor touch.</param>
internal sealed record CharSet(IReadOnlyList<CharRange> Ranges)
{
    public const int LastInPlane0 = 0xFFFF;
    private const int LastOfAll = 0x10FFFF;

    public static CharSet Empty { get; } = new([]);

    public static CharSet All { get; } = new([new(0, 0xD7FF), new(0xE000, LastOfAll)]);

    /// <summary>What takes one unit of UTF-16.</summary>
    public static CharSet Plane0 { get; } = new([new(0, 0xD7FF), new(0xE000, LastInPlane0)]);

    public bool IsEmpty => Ranges.Count == 0;

    public static CharSet Of(params IEnumerable<CharRange> ranges)
    {
        var merged = new List<CharRange>();
        foreach (var range in ranges.OrderBy(range => range.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
                merged[^1] = merged[^1] with { Last = Math.Max(merged[^1].Last, range.Last) };
            else
                merged.Add(range);
        }

        return new CharSet(merged);
    }

    public static CharSet Of(int character) => new([new CharRange(character, character)]);

    /// <summary>Every character of these general categories, as this .NET's Unicode tables know them.</summary>
    public static CharSet OfCategories(Func<UnicodeCategory, bool> isOne)
    {
        var ranges = new List<CharRange>();
        foreach (var part in All.Ranges)
        {
            var start = -1;
            for (var code = part.First; code <= part.Last + 1; code++)
            {
                var isIn = code <= part.Last && isOne(CharUnicodeInfo.GetUnicodeCategory(code));
                if (isIn && start < 0)
                    start = code;
                if (isIn || start < 0)
                    continue;
                ranges.Add(new CharRange(start, code - 1));
                start = -1;
            }
        }

        return new CharSet(ranges);
    }

    public bool Contains(int character) => Ranges.Any(range => range.First <= character && character <= range.Last);

    public CharSet Union(CharSet other) => Of(Ranges.Concat(other.Ranges));

    public CharSet Intersect(CharSet other)
    {
        var common = new List<CharRange>();
        for (int i = 0, j = 0; i < Ranges.Count && j < other.Ranges.Count;)
        {
            var first = Math.Max(Ranges[i].First, other.Ranges[j].First);
            var last = Math.Min(Ranges[i].Last, other.Ranges[j].Last);
            if (first <= last)
                common.Add(new CharRange(first, last));
            if (Ranges[i].Last < other.Ranges[j].Last)
                i++;
            else
                j++;
        }

        return new CharSet(common);
    }

    public CharSet Complement()
    {
        var gaps = new List<CharRange>();
        var next = 0;
        foreach (var range in Ranges)
        {
            if (range.First > next)
                gaps.Add(new CharRange(next, range.First - 1));
            next = range.Last + 1;
        }

        if (next <= LastOfAll)
            gaps.Add(new CharRange(next, LastOfAll));
        return new CharSet(gaps).Intersect(All);
    }

    public CharSet Except(CharSet other) => Intersect(other.Complement());
}
