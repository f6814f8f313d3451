namespace BatchGen.Inference.Memory;

/// <summary>How far a plan's bytes can be trusted.</summary>
public enum PlanAccuracy
{
    /// <summary>For this architecture on the CPU, weights, KV and compute equalled llama.cpp's own dry run to the byte.</summary>
    Exact,

    /// <summary>Another architecture, or layers on a GPU, where these numbers were not compared. Let the dry run speak.</summary>
    Estimate,
}
