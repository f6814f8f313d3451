namespace BatchGen.Inference.Memory;

/// <summary>How far a plan's bytes can be trusted.</summary>
public enum PlanAccuracy
{
    /// <summary>For this architecture on the CPU, weights, KV and compute equalled llama.cpp's own dry run to the byte.</summary>
    Exact,

    /// <summary>
    /// Another architecture, where these numbers were not compared; or a GPU: llama.cpp cuts its graphs between devices, and computes large
    /// steps on one even with no layer there. On one device the compute buffers were within 12 % of llama.cpp's, on two they can be twice
    /// as large as computed. Let the dry run speak.
    /// </summary>
    Estimate,
}
