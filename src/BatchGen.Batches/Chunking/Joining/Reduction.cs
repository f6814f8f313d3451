namespace BatchGen.Batches.Chunking.Joining;

/// <summary>One answer to be made over several.</summary>
/// <param name="MadeFrom">The pieces whose answers it reads, in the order of the input.</param>
/// <param name="Source">The stretch of the input they stand for.</param>
/// <param name="Prompt">Instruction and answers: the text of a user's message.</param>
/// <param name="PromptTokens">As counted; never more than the budget.</param>
/// <param name="Shortened">Those of <paramref name="MadeFrom"/> whose answers were too long to fit in twos and were cut at their end.</param>
public sealed record Reduction(
    PieceId Id,
    IReadOnlyList<PieceId> MadeFrom,
    SourceRange Source,
    string Prompt,
    int PromptTokens,
    IReadOnlyList<PieceId> Shortened);
