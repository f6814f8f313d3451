namespace BatchGen.Inference.Gguf;

/// <summary>Whether the data that the header announces is there.</summary>
public enum TensorDataState
{
    Complete,

    /// <summary>The file is shorter than announced: cut off, or still downloading.</summary>
    CutOff,

    /// <summary>As long as announced, but the sampled places hold nothing but zeros: a sparse file with only a header.</summary>
    Hollow,
}
