namespace BatchGen.Batches.Answers.Diffs;

/// <summary>A line before and after, side by side.</summary>
public sealed record DiffRow(DiffCell Before, DiffCell After)
{
    public bool IsSame => Before.Kind == DiffKind.Same && After.Kind == DiffKind.Same;
}
