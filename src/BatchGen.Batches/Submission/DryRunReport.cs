namespace BatchGen.Batches.Submission;

/// <summary>What a submission would do, without doing it.</summary>
/// <param name="WouldBeAccepted">False when submitting the same would be refused.</param>
/// <param name="Summary">What was read, up to where reading stopped.</param>
/// <param name="FirstPrompts">The last user messages of the first items, for a preview.</param>
public sealed record DryRunReport(
    bool WouldBeAccepted,
    InputSummary Summary,
    IReadOnlyList<string> FirstPrompts,
    IReadOnlyList<InputProblem> Problems,
    int TotalProblems);
