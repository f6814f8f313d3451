namespace BatchGen.LlamaCpp.Native;

/// <summary><c>enum llama_flash_attn_type</c>.</summary>
internal enum FlashAttention
{
    Auto = -1,
    Disabled = 0,
    Enabled = 1,
}
