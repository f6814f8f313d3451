using BatchGen.Code.Languages;
using BatchGen.Inference.Chat;

namespace BatchGen.Code.Tasks;

/// <summary>
/// CodeGeeX4's infilling prompt, suffix first (its repository's infilling guide). Only that model's tags are
/// template; the headings, paths and code are plain text, so no file can inject a tag.
/// </summary>
internal static class InfillPrompt
{
    private const string SuffixTag = "<|code_suffix|>";
    private const string PrefixTag = "<|code_prefix|>";
    private const string MiddleTag = "<|code_middle|>";

    public static SegmentPrompt Build(InfillInput gap, InfillMode mode) => new(
        [
            Tag("[gMASK]<sop><|user|>\n"),
            Text(PromptText.Lines([References(gap), Heading(gap, mode)])),
            Tag(SuffixTag),
            Text(gap.Suffix),
            Tag(PrefixTag),
            Text(gap.Prefix),
            Tag(MiddleTag + "<|assistant|>\n"),
        ],
        [SuffixTag, PrefixTag, MiddleTag]);

    private static string References(InfillInput gap) =>
        PromptText.Lines(gap.References.Select(reference => $"###REFERENCE:\n###PATH:{reference.Path}\n{reference.Text}"));

    private static string Heading(InfillInput gap, InfillMode mode)
    {
        var language = Language.Find(gap.Language)?.Name ?? gap.Language;
        return $"###PATH:{gap.Path}\n###LANGUAGE:{language}\n###MODE:{(mode == InfillMode.Line ? "LINE" : "BLOCK")}\n";
    }

    private static PromptSegment Tag(string text) => new(text, IsTemplate: true);

    private static PromptSegment Text(string text) => new(text, IsTemplate: false);
}
