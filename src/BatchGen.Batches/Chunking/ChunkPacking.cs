namespace BatchGen.Batches.Chunking;

/// <summary>What goes together into a chunk, within its budget.</summary>
public enum ChunkPacking
{
    /// <summary>As much as fits: the fewest chunks that good boundaries allow.</summary>
    Full,

    /// <summary>One top-level declaration with a body, and the loose lines before it; for tasks that answer each by itself.</summary>
    PerDeclaration,
}
