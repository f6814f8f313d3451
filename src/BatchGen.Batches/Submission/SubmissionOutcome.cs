namespace BatchGen.Batches.Submission;

public abstract record SubmissionOutcome;

/// <summary>Stored and queued.</summary>
/// <param name="Problems">Of bad lines that were accepted as failed items; at most the listed number.</param>
/// <param name="TotalProblems">All of them.</param>
public sealed record SubmissionAccepted(
    string BatchPublicId,
    InputSummary Summary,
    IReadOnlyList<InputProblem> Problems,
    int TotalProblems) : SubmissionOutcome;

/// <summary>Nothing was stored.</summary>
/// <param name="Problems">The first of them; see <see cref="SubmissionOptions.MaxListedProblems"/>.</param>
/// <param name="TotalProblems">All of them.</param>
public sealed record SubmissionRefused(IReadOnlyList<InputProblem> Problems, int TotalProblems) : SubmissionOutcome
{
    /// <summary>A quota refused it, and the same input may be taken this much later; null when the input itself is at fault.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
