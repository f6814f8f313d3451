namespace BatchGen.Batches.Chunking.Joining;

/// <summary>How the answers to the parts of a long input become one. Stored by name.</summary>
public enum JoinStrategy
{
    /// <summary>One after another, as the parts stood: comment, translate, fix.</summary>
    Concatenate,

    /// <summary>One more answer over the partial ones, in rounds while they are too long for one prompt: explain, review.</summary>
    MapReduce,

    /// <summary>Side by side, what they import once at the top: unit tests.</summary>
    PerDeclaration,
}
