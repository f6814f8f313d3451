using BatchGen.Code.Answers;

namespace BatchGen.Web.Pages.BatchView;

/// <summary>Rows that are shown together: changes, and a few unchanged lines around them.</summary>
/// <param name="SkippedLines">Unchanged lines left out before them.</param>
internal sealed record DiffStretch(int SkippedLines, IReadOnlyList<DiffRow> Rows)
{
    private const int ContextLines = 3;

    /// <summary>More rows than anybody reads would make the page slow; the download has the whole file.</summary>
    private const int MaxRows = 2_000;

    public static IReadOnlyList<DiffStretch> Of(FileDiff diff)
    {
        var shown = ShownRows(diff);
        var stretches = new List<DiffStretch>();
        var skipped = 0;
        var count = 0;
        for (var i = 0; i < diff.Rows.Count && count < MaxRows;)
        {
            if (!shown[i])
            {
                skipped++;
                i++;
                continue;
            }

            var end = i;
            while (end < diff.Rows.Count && shown[end] && count < MaxRows)
            {
                end++;
                count++;
            }

            stretches.Add(new DiffStretch(skipped, [.. diff.Rows.Skip(i).Take(end - i)]));
            skipped = 0;
            i = end;
        }

        if (skipped > 0)
            stretches.Add(new DiffStretch(skipped, []));
        return stretches;
    }

    private static bool[] ShownRows(FileDiff diff)
    {
        var shown = new bool[diff.Rows.Count];
        for (var i = 0; i < diff.Rows.Count; i++)
        {
            if (diff.Rows[i].IsSame)
                continue;
            for (var near = Math.Max(0, i - ContextLines); near <= Math.Min(shown.Length - 1, i + ContextLines); near++)
                shown[near] = true;
        }

        return shown;
    }
}
