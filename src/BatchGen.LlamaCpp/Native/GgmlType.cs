namespace BatchGen.LlamaCpp.Native;

/// <summary>The members of <c>enum ggml_type</c> that a KV cache may use.</summary>
internal enum GgmlType
{
    F32 = 0,
    F16 = 1,
    Q4_0 = 2,
    Q8_0 = 8,
}
