using BatchGen.Code.Joining;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Batches.Execution;

/// <summary>What comes next for a chunked item.</summary>
internal abstract record LongStep;

/// <summary>These are to be generated, in any order and together.</summary>
internal sealed record LongNeeds(IReadOnlyList<PlannedPiece> Pieces) : LongStep;

internal sealed record LongJoined(SequenceResult Result, ChunkLineage Lineage) : LongStep;

internal sealed record LongFailed(ItemFailed End) : LongStep;
