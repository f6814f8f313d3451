using BatchGen.Batches.Requests;
using BatchGen.Code.Inputs;
using BatchGen.Inference.Chat;

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

    /// <summary>Files that go by another path than the input gave them; as many as problems are listed.</summary>
    public IReadOnlyList<RenamedFile> RenamedFiles { get; init; } = [];

    /// <summary>Templates × inputs; null without templates.</summary>
    public MatrixCount? Matrix { get; init; }

    /// <summary>What each model would run, in the order in which they are first named; one unless lines name several.</summary>
    public IReadOnlyList<ModelShare> Models { get; init; } = [];

    /// <summary>What lines name that is not the own name of the batch's model, the most frequent of them.</summary>
    public IReadOnlyList<ModelUse> Named { get; init; } = [];

    /// <summary>How many such names there are.</summary>
    public int TotalNamed { get; init; }

    /// <summary>How many of the problems are lines that were refused for the model they name.</summary>
    public int RefusedModelLines { get; init; }
}

/// <summary>What an input holds.</summary>
/// <param name="Format">As detected or given, never <see cref="InputFormat.Detect"/>.</param>
/// <param name="Lines">Blank ones included.</param>
/// <param name="GoodItems">Requests that can run.</param>
/// <param name="BadItems">Lines with a problem.</param>
/// <param name="RepeatedItems">Good items that ask exactly what an earlier one asks; they run all the same.</param>
/// <param name="PromptTokens">Of the good items, together.</param>
/// <param name="LongestPromptTokens">The longest good item's.</param>
/// <param name="ContextLimitTokens">The limit the prompts were held against; null when no prompt got so far.</param>
/// <param name="Model">The first model that a line names, or null.</param>
public sealed record InputSummary(
    InputFormat Format,
    long Bytes,
    int Lines,
    int BlankLines,
    int GoodItems,
    int BadItems,
    int RepeatedItems,
    long PromptTokens,
    int LongestPromptTokens,
    int? ContextLimitTokens,
    string? Model)
{
    /// <summary>How the text is encoded; UTF-8 for archives and several files, which have each their own.</summary>
    public SourceEncoding Encoding { get; init; }

    /// <summary>How names of an archive were read that do not say their encoding; null when there are none.</summary>
    public SourceEncoding? NameEncoding { get; init; }
}

/// <summary>What one model has of an input.</summary>
/// <param name="Items">That can run.</param>
/// <param name="PromptTokens">Of those, together.</param>
/// <param name="Generations">Answers to come: one an item, and one a part of those that are cut.</param>
public sealed record ModelShare(string ModelPath, int Items, long PromptTokens, long Generations);

/// <summary>Every template with every input.</summary>
/// <param name="Items">Templates times inputs.</param>
public sealed record MatrixCount(int Templates, int Inputs, long Items);

/// <summary>The final prompt of one item, as the model would get it.</summary>
/// <param name="Messages">In order, the system prompt first; empty for a plain prompt and for infilling.</param>
/// <param name="Text">A plain or an infilling prompt, its tags included; null for a conversation.</param>
/// <param name="Tokens">As counted by the model's own tokenizer, template included; of the whole, also when it is cut.</param>
/// <param name="Parts">Parts the input is cut into; 0 when it goes to the model whole.</param>
/// <param name="Problem">Why it cannot run, or null.</param>
public sealed record PromptPreview(
    string CustomId,
    string? Path,
    IReadOnlyList<ChatMessage> Messages,
    string? Text,
    int Tokens,
    int Parts,
    InputProblem? Problem);

/// <summary>An item whose prompt, or whose input with the answer to it, does not fit the context limit asked for.</summary>
/// <param name="PromptTokens">Of its whole prompt.</param>
/// <param name="Parts">Parts it is cut into; 0 when it is not cut.</param>
/// <param name="IsRejected">True when it cannot run; else it is cut, or the limit is raised for it.</param>
public sealed record OverLimitItem(string CustomId, int Line, string? Path, int PromptTokens, int Parts, bool IsRejected);

/// <summary>One bar of the token histogram.</summary>
/// <param name="FromTokens">Inclusive.</param>
/// <param name="ToTokens">Exclusive.</param>
public sealed record TokenBucket(int FromTokens, int ToTokens, int Items);
