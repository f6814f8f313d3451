namespace BatchGen.Inference.Runtime;

/// <summary>What an f16 or f32 model can be made into. The values are llama.h's <c>llama_ftype</c>.</summary>
public enum QuantizedType
{
    /// <summary>About 8.5 bits a weight; hardly to be told from f16.</summary>
    Q8_0 = 7,

    /// <summary>About 4.8 bits a weight; the usual choice.</summary>
    Q4_K_M = 15,
}
