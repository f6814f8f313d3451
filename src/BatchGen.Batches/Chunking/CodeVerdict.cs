namespace BatchGen.Batches.Chunking;

public enum CodeVerdict
{
    Unchanged,
    Changed,

    /// <summary>The language's comments cannot be told from its code here, so nothing is claimed.</summary>
    NotComparable,
}
