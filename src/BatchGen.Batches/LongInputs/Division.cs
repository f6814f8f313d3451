using BatchGen.Code.Splitting;

namespace BatchGen.Batches.LongInputs;

/// <summary>Whether and how an input is cut.</summary>
/// <param name="Parts">0 when it goes to the model whole.</param>
/// <param name="PartTokens">The budget of a part, its header included; null when whole.</param>
internal sealed record Division(int Parts, int? PartTokens)
{
    public static Division Whole { get; } = new(0, null);

    public static Division Of(IReadOnlyList<SourceChunk> chunks, ChunkBudget budget) =>
        chunks.Count < 2 ? Whole : new Division(chunks.Count, budget.Tokens);
}
