namespace BatchGen.Batches.Submission;

/// <summary>Tells a line that is no batch request from a request that cannot be answered.</summary>
internal static class MalformedLine
{
    private const string Body = "body.";

    private static readonly HashSet<string> Always =
    [
        ProblemCodes.InvalidJson, ProblemCodes.InvalidUtf8, ProblemCodes.LineTooLong, ProblemCodes.DuplicateCustomId, ProblemCodes.InvalidCustomId,
        ProblemCodes.UnsupportedUrl, ProblemCodes.UnsupportedMethod, ProblemCodes.MixedModels,
    ];

    private static readonly HashSet<string> OutsideTheBody = [ProblemCodes.MissingField, ProblemCodes.InvalidType, ProblemCodes.UnknownField];

    public static bool Is(InputProblem problem) =>
        Always.Contains(problem.Code)
        || (OutsideTheBody.Contains(problem.Code) && problem.Param?.StartsWith(Body, StringComparison.Ordinal) != true);
}
