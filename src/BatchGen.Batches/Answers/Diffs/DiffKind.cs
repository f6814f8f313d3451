namespace BatchGen.Batches.Answers.Diffs;

public enum DiffKind
{
    Same,
    Removed,
    Added,

    /// <summary>A line that has a counterpart on the other side, with some words different.</summary>
    Changed,

    /// <summary>Nothing on this side: the other side has a line here.</summary>
    Missing,
}
