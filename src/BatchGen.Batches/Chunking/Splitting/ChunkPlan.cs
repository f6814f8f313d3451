namespace BatchGen.Batches.Chunking.Splitting;

/// <summary>Which fragments make a chunk, from First up to End, and which of its headers it has.</summary>
/// <param name="Rung">Index into the header ladder; higher is shorter.</param>
internal readonly record struct ChunkPlan(int First, int End, int Rung);
