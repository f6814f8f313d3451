namespace BatchGen.Batches.Data;

/// <summary>Stored by name.</summary>
public enum PieceState
{
    Pending,
    Succeeded,
    Failed,
}
