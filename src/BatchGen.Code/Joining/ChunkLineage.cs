using BatchGen.Code.Parsing;
using BatchGen.Code.Tasks;

namespace BatchGen.Code.Joining;

/// <summary>Which lines became which piece of a result. Kept with the result and shown beside it.</summary>
/// <param name="Pieces">The parts in order, then the reductions in order of round and number.</param>
public sealed record ChunkLineage(string Path, JoinStrategy Strategy, IReadOnlyList<LineagePiece> Pieces);

/// <summary>One generation of a long item.</summary>
/// <param name="Source">The stretch of the input it stands for.</param>
/// <param name="MadeFrom">The pieces whose answers it read; empty for a part of the input.</param>
/// <param name="Shortened">Those of MadeFrom that it read without their end.</param>
/// <param name="PromptTokens">Of the piece's own text: header and source, or instruction and answers.</param>
/// <param name="AnswerTokens">Generated.</param>
/// <param name="Result">The lines of the result that are this piece's; null where answers are merged, and where nothing was left of it.</param>
public sealed record LineagePiece(
    PieceId Id,
    SourceRange Source,
    IReadOnlyList<PieceId> MadeFrom,
    IReadOnlyList<PieceId> Shortened,
    int PromptTokens,
    int AnswerTokens,
    LineSpan? Result);
