using BatchGen.Batches.Submission;

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
    int TotalProblems)
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
        report.TotalProblems);
}
