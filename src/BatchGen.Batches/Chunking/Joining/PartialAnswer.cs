namespace BatchGen.Batches.Chunking.Joining;

/// <summary>An answer that stands for a stretch of the input, on its way into the one answer.</summary>
/// <param name="IsShortened">Whether its end was cut so that it fits in twos.</param>
internal sealed record PartialAnswer(PieceId Id, SourceRange Source, string Text, bool IsShortened);
