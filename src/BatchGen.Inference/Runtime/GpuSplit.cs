namespace BatchGen.Inference.Runtime;

/// <summary>How a model is divided between several GPUs. Without a GPU, or with one, nothing is divided.</summary>
public enum GpuSplit
{
    /// <summary>Everything on <see cref="ModelLoadRequest.MainGpu"/>.</summary>
    None,

    /// <summary>Whole layers with their KV cells, by <see cref="ModelLoadRequest.TensorSplit"/>.</summary>
    Layer,

    /// <summary>Each matrix by rows: one token faster, and much traffic between the GPUs.</summary>
    Row,
}
