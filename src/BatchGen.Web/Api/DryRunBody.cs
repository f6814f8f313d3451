using BatchGen.Batches.Submission;
using BatchGen.Code.Exports;
using BatchGen.Code.Inputs;

namespace BatchGen.Web.Api;

/// <summary>What a submission would do.</summary>
internal sealed record DryRunBody(
    bool WouldBeAccepted,
    int Lines,
    int GoodItems,
    int BadItems,
    int RepeatedItems,
    long PromptTokens,
    int LongestPromptTokens,
    int? ContextLimitTokens,
    IReadOnlyList<InputProblemBody> Problems,
    int TotalProblems,
    string Encoding,
    string? NameEncoding,
    IReadOnlyList<FileNote> Notes)
{
    public static DryRunBody Of(DryRunReport report) => new(
        report.WouldBeAccepted,
        report.Summary.Lines,
        report.Summary.GoodItems,
        report.Summary.BadItems,
        report.Summary.RepeatedItems,
        report.Summary.PromptTokens,
        report.Summary.LongestPromptTokens,
        report.Summary.ContextLimitTokens,
        [.. report.Problems.Select(InputProblemBody.Of)],
        report.TotalProblems,
        EncodingForm.Of(report.Summary.Encoding).Name,
        report.Summary.NameEncoding is { } names ? EncodingForm.Of(names).Name : null,
        [
            .. report.RenamedFiles.Select(file => new FileNote(file.Path.Value, file.Original, file.Message)),
            .. report.SkippedFiles.Select(file => new FileNote(file.Path.Value, null, file.Message)),
        ]);
}
