namespace BatchGen.LlamaCpp.Native;

/// <summary>The members of <c>enum ggml_type</c> that a KV cache may use.</summary>
internal enum GgmlType
{
    F32 = 0,
    F16 = 1,
    Q4_0 = 2,
    Q8_0 = 8,
}

/// <summary><c>enum llama_load_mode</c>.</summary>
internal enum LoadMode
{
    Auto = -1,
    None = 0,
    Mmap = 1,
}

/// <summary><c>enum llama_flash_attn_type</c>.</summary>
internal enum FlashAttention
{
    Auto = -1,
    Disabled = 0,
    Enabled = 1,
}

/// <summary><c>enum llama_vocab_type</c>: only "this file has no tokenizer" matters here.</summary>
internal enum VocabularyType
{
    None = 0,
}

/// <summary><c>enum llama_token_attr</c>, the bits that make a token special.</summary>
[Flags]
internal enum TokenAttributes
{
    None = 0,
    Unknown = 1 << 0,
    Unused = 1 << 1,
    Control = 1 << 3,
    UserDefined = 1 << 4,
}

/// <summary><c>enum ggml_backend_dev_type</c>.</summary>
internal enum DeviceType
{
    Cpu = 0,
    Gpu = 1,
    IntegratedGpu = 2,
    Accelerator = 3,
    Meta = 4,
}
