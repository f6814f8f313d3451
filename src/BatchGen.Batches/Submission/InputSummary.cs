namespace BatchGen.Batches.Submission;

/// <summary>What an input holds.</summary>
/// <param name="Format">As detected or given, never <see cref="InputFormat.Detect"/>.</param>
/// <param name="Lines">Blank ones included.</param>
/// <param name="GoodItems">Requests that can run.</param>
/// <param name="BadItems">Lines with a problem.</param>
/// <param name="RepeatedItems">Good items that ask exactly what an earlier one asks; they run all the same.</param>
/// <param name="PromptTokens">Of the good items, together.</param>
/// <param name="LongestPromptTokens">The longest good item's.</param>
/// <param name="ContextLimitTokens">The limit the prompts were held against; null when no prompt got so far.</param>
/// <param name="Model">The model name that lines gave, or null; the batch runs on its own model whatever it says.</param>
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
    string? Model);
