namespace BatchGen.Batches.Tasks;

public enum InfillMode
{
    /// <summary>As many lines as fit; the model's own default.</summary>
    Block,

    /// <summary>The rest of one line.</summary>
    Line,
}
