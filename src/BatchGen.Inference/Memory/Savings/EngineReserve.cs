namespace BatchGen.Inference.Memory.Savings;

/// <summary>
/// An engine that takes a fixed fraction of the card whatever the model needs: vLLM's gpu_memory_utilization, 0.9
/// unless set. What the model does not need becomes KV blocks nobody asked for.
/// </summary>
public sealed record EngineReserve(long CardBytes, double Fraction = EngineReserve.VllmDefault)
{
    public const double VllmDefault = 0.9;

    public long ReservedBytes => (long)(CardBytes * Fraction);

    /// <summary>What is taken beyond the model's own parts; 0 when they need it all.</summary>
    public long IdleBytes(ModelBytes model) => Math.Max(0, ReservedBytes - model.TotalBytes);
}
