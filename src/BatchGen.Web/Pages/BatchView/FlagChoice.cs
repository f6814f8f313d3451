using BatchGen.Batches.Data;
using BatchGen.Batches.Queries;

namespace BatchGen.Web.Pages.BatchView;

/// <summary>One kind of flaw among a batch's answers.</summary>
/// <param name="Flag">Exactly one.</param>
/// <param name="Items">How many answers have it.</param>
internal sealed record FlagChoice(QualityFlags Flag, int Items)
{
    /// <summary>Its word's name among the texts of this folder.</summary>
    public string Text => TextOf(Flag);

    /// <summary>Those that any answer has.</summary>
    public static IEnumerable<FlagChoice> Of(QualityCounts counts)
    {
        FlagChoice[] all =
        [
            new(QualityFlags.Truncated, counts.Truncated),
            new(QualityFlags.Degenerate, counts.Degenerate),
            new(QualityFlags.Empty, counts.Empty),
            new(QualityFlags.NoCode, counts.NoCode),
            new(QualityFlags.SyntaxError, counts.SyntaxError),
            new(QualityFlags.CodeChanged, counts.CodeChanged),
        ];
        return all.Where(choice => choice.Items > 0);
    }

    /// <summary>The single flags in a set.</summary>
    public static IEnumerable<QualityFlags> Split(QualityFlags flags) =>
        Enum.GetValues<QualityFlags>().Where(flag => flag != QualityFlags.None && flags.HasFlag(flag));

    public static string TextOf(QualityFlags flag) => $"Flag{flag}";
}
