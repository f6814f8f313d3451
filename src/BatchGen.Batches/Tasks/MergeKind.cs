namespace BatchGen.Batches.Tasks;

/// <summary>How the answers to the pieces of one long input become one answer.</summary>
public enum MergeKind
{
    /// <summary>The input is never cut: one that is too long is refused.</summary>
    None,

    /// <summary>One after the other: the pieces are parts of one file.</summary>
    Concatenate,

    /// <summary>A last prompt makes one answer of the partial ones: <see cref="TaskPrompt.BuildReduction"/>.</summary>
    MapReduce,

    /// <summary>Cut at top-level declarations only; each answer stands for its declaration.</summary>
    PerDeclaration,
}
