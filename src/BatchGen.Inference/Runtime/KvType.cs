namespace BatchGen.Inference.Runtime;

/// <summary>Element type of the KV cache. A list, because llama.cpp crashes on some types it does not refuse.</summary>
public enum KvType
{
    /// <summary>2 bytes an element.</summary>
    F16,

    /// <summary>34 bytes for 32 elements.</summary>
    Q8_0,

    /// <summary>18 bytes for 32 elements.</summary>
    Q4_0,

    /// <summary>4 bytes an element: exact equality in tests.</summary>
    F32,
}
