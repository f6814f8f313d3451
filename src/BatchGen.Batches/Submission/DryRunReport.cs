using BatchGen.Code.Inputs;

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
    int TotalProblems)
{
    /// <summary>The final prompts of the first items, as many as were asked for.</summary>
    public IReadOnlyList<PromptPreview> Previews { get; init; } = [];

    /// <summary>Items by the tokens of their prompts.</summary>
    public IReadOnlyList<TokenBucket> Histogram { get; init; } = [];

    /// <summary>Tokens of each prompt, whole and whether it fits or not: what a context is recommended by.</summary>
    public IReadOnlyList<int> PromptLengths { get; init; } = [];

    /// <summary>Items above the context limit, in the input's order; at most as many as problems are listed (Submission:MaxListedProblems).</summary>
    public IReadOnlyList<OverLimitItem> OverLimit { get; init; } = [];

    /// <summary>All of them.</summary>
    public int TotalOverLimit { get; init; }

    /// <summary>Items that are cut, and the parts they come to together; joining may take some prompts more.</summary>
    public int ChunkedItems { get; init; }

    public int Chunks { get; init; }

    /// <summary>What the batch's context limit is raised to for its longest item; null when it stays.</summary>
    public int? RaisedContextLimitTokens { get; init; }

    /// <summary>Files of the input that become no item, each with its reason; as many as problems are listed.</summary>
    public IReadOnlyList<SkippedFile> SkippedFiles { get; init; } = [];

    /// <summary>All of them.</summary>
    public int TotalSkippedFiles { get; init; }

    /// <summary>Templates × inputs; null without templates.</summary>
    public MatrixCount? Matrix { get; init; }
}
