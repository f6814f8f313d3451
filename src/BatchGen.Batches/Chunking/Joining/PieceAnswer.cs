namespace BatchGen.Batches.Chunking.Joining;

/// <summary>What the model answered to one piece.</summary>
/// <param name="Tokens">Generated.</param>
public sealed record PieceAnswer(PieceId Id, string Text, int Tokens);
