using BatchGen.Batches.Data;

namespace BatchGen.Batches.Results;

/// <summary>The stable codes of quality flags, as files and the API show them.</summary>
public static class FlagCodes
{
    private static readonly KeyValuePair<QualityFlags, string>[] Codes =
    [
        new(QualityFlags.Empty, "answer_empty"),
        new(QualityFlags.Truncated, "answer_truncated"),
        new(QualityFlags.Degenerate, "answer_degenerate"),
        new(QualityFlags.NoCode, "no_code_found"),
        new(QualityFlags.SyntaxError, "syntax_error"),
        new(QualityFlags.CodeChanged, "code_changed"),
    ];

    public static IEnumerable<string> Of(QualityFlags flags) => Codes.Where(code => flags.HasFlag(code.Key)).Select(code => code.Value);
}
