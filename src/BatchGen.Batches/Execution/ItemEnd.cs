using BatchGen.Code.Joining;
using BatchGen.Inference.Scheduling;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Execution;

/// <summary>Something that is to be committed.</summary>
internal abstract record WorkEnd(ShardItem Item);

/// <summary>How an item ended: exactly one result or one error.</summary>
internal abstract record ItemEnd(ShardItem Item) : WorkEnd(Item);

/// <param name="Tries">Times an answer of it was generated again.</param>
/// <param name="Lineage">How a chunked item's answer was made; null for a whole one.</param>
internal sealed record ItemSucceeded(ShardItem Item, JudgedAnswer Answer, int Tries, ChunkLineage? Lineage = null) : ItemEnd(Item)
{
    public SequenceResult Result => Answer.Result;
}

/// <param name="Field">The field of its request that it is about; null when none.</param>
internal sealed record ItemFailed(ShardItem Item, string Code, Sentence Sentence, string? Field = null) : ItemEnd(Item);

/// <summary>How one piece of a chunked item ended; the item goes on.</summary>
internal abstract record PieceEnd(ShardItem Item, PieceId Piece) : WorkEnd(Item);

internal sealed record PieceSucceeded(ShardItem Item, PieceId Piece, SequenceResult Result) : PieceEnd(Item, Piece);

internal sealed record PieceFailed(ShardItem Item, PieceId Piece, string Code, string Message) : PieceEnd(Item, Piece);
