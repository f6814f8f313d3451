namespace BatchGen.Batches.Submission;

/// <summary>What a line of the input turned out to be.</summary>
/// <param name="CustomId">As the line gave it; null when it gave none, or none that could be read.</param>
internal abstract record InputEntry(int Line, string? CustomId);

/// <summary>A request that can run, as far as its line tells.</summary>
internal sealed record GoodEntry(int Line, string? CustomId, ItemRequest Request) : InputEntry(Line, CustomId);

/// <summary>A line that is no request.</summary>
internal sealed record BadEntry(int Line, string? CustomId, InputProblem Problem) : InputEntry(Line, CustomId);
