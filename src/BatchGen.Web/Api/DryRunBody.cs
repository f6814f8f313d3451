using BatchGen.Batches.Models;
using BatchGen.Batches.Requests;
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
    /// <summary>What lines name that is not the own name of the model that would run them; at most 20.</summary>
    public IReadOnlyList<ModelUse> Models { get; init; } = [];

    /// <summary>Each model that would run lines, in the order in which they are first named.</summary>
    public IReadOnlyList<ModelShareBody> RunsOn { get; init; } = [];

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
        ])
    {
        Models = report.Named,
        RunsOn = [.. report.Models.Select(ModelShareBody.Of)],
    };
}

/// <summary>What one model would run.</summary>
/// <param name="Items">That can run.</param>
internal sealed record ModelShareBody(string Model, int Items, long PromptTokens)
{
    public static ModelShareBody Of(ModelShare share) => new(ModelName.Of(share.ModelPath), share.Items, share.PromptTokens);
}

/// <summary>One thing wrong with an input.</summary>
/// <param name="Line">1-based; null when it concerns the whole input.</param>
/// <param name="Code">Stable, one of those in docs/errors.md.</param>
/// <param name="Message">A sentence: what, where, what to do.</param>
/// <param name="Param">The field it is about; null when none.</param>
internal sealed record InputProblemBody(int? Line, string Code, string Message, string? Param)
{
    public static InputProblemBody Of(InputProblem problem) => new(problem.Line, problem.Code, problem.Message, problem.Param);
}
