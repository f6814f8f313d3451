namespace BatchGen.Testing.Models;

/// <summary>How weights are stored; the values are ggml's.</summary>
public enum TensorType
{
    /// <summary>4 bytes a weight. The only type whose greedy tokens do not depend on how steps are cut.</summary>
    F32 = 0,

    /// <summary>18 bytes for 32 weights.</summary>
    Q4_0 = 2,

    /// <summary>34 bytes for 32 weights.</summary>
    Q8_0 = 8,
}
