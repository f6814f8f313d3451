using BatchGen.Batches.Requests;

namespace BatchGen.Web.Api;

/// <summary>One thing wrong with an input.</summary>
/// <param name="Line">1-based; null when it concerns the whole input.</param>
/// <param name="Code">Stable, one of those in docs/errors.md.</param>
/// <param name="Message">A sentence: what, where, what to do.</param>
/// <param name="Param">The field it is about; null when none.</param>
internal sealed record InputProblemBody(int? Line, string Code, string Message, string? Param)
{
    public static InputProblemBody Of(InputProblem problem) => new(problem.Line, problem.Code, problem.Message, problem.Param);
}
