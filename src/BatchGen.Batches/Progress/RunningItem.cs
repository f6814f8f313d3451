namespace BatchGen.Batches.Progress;

/// <summary>An item that is in the engine just now.</summary>
/// <param name="StartedAt">When it got a slot, UTC; of a chunked item, when its first piece did.</param>
/// <param name="Pieces">Generations of a chunked item that are known so far: its parts, and answers over them; 0 for a whole one.</param>
/// <param name="PiecesDone">Those of them that have their answer.</param>
public sealed record RunningItem(int Ordinal, string CustomId, DateTimeOffset StartedAt, int Pieces = 0, int PiecesDone = 0);
