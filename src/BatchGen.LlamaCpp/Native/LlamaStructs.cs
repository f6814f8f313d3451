using System.Runtime.InteropServices;
using BatchGen.Inference.Runtime.Binding;

namespace BatchGen.LlamaCpp.Native;

/// <summary><c>struct llama_model_params</c>: 80 bytes. C's <c>bool</c> is one byte.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ModelParams
{
    public nint Devices;
    public nint TensorBufferOverrides;
    public int GpuLayers;
    public int SplitMode;
    public LoadMode LoadMode;
    public int LazyMode;
    public int MainGpu;
    public nint TensorSplit;
    public delegate* unmanaged[Cdecl]<float, nint, byte> ProgressCallback;
    public nint ProgressUserData;
    public nint KvOverrides;
    public byte VocabularyOnly;
    public byte CheckTensors;
    public byte UseExtraBuffers;
    public byte NoHost;
    public byte NoAlloc;
    public byte LoadMtp;
}

/// <summary><c>struct llama_context_params</c>: 160 bytes. C's <c>bool</c> is one byte.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ContextParams
{
    public uint ContextTokens;
    public uint BatchTokens;
    public uint MicroBatchTokens;
    public uint MaxSequences;
    public uint RecurrentSnapshots;
    public uint MaxOutputs;
    public uint MaxOutputsPerSequence;
    public int Threads;
    public int BatchThreads;
    public int ContextType;
    public int RopeScaling;
    public int Pooling;
    public int Attention;
    public FlashAttention FlashAttention;
    public float RopeFrequencyBase;
    public float RopeFrequencyScale;
    public float YarnExtFactor;
    public float YarnAttentionFactor;
    public float YarnBetaFast;
    public float YarnBetaSlow;
    public uint YarnOriginalContext;
    public float DefragThreshold;
    public delegate* unmanaged[Cdecl]<nint, byte, nint, byte> EvalCallback;
    public nint EvalUserData;
    public GgmlType KeyType;
    public GgmlType ValueType;
    public delegate* unmanaged[Cdecl]<nint, byte> AbortCallback;
    public nint AbortUserData;
    public byte Embeddings;
    public byte OffloadKqv;
    public byte NoPerf;
    public byte OffloadOps;
    public byte SwaFull;
    public byte KvUnified;
    public nint Samplers;
    public nuint SamplerCount;
    public nint OtherContext;
}

/// <summary><c>struct llama_model_quantize_params</c>: 64 bytes. C's <c>bool</c> is one byte.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct QuantizeParams
{
    public int Threads;
    public int FileType;
    public int OutputTensorType;
    public int TokenEmbeddingType;
    public byte AllowRequantize;
    public byte QuantizeOutputTensor;
    public byte OnlyCopy;
    public byte Pure;
    public byte KeepSplit;
    public byte DryRun;
    public nint ImportanceMatrix;
    public nint KvOverrides;
    public nint TensorOverrides;
    public nint PruneLayers;
    public nuint MaxBufferBytes;
}

/// <summary><c>struct llama_batch</c>: 56 bytes; the columns belong to <see cref="StepRows"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Batch
{
    public int TokenCount;
    public int* Tokens;
    public float* Embeddings;
    public int* Positions;
    public int* SequenceCounts;
    public int** Sequences;
    public sbyte* Outputs;

    public static Batch Of(StepRows rows) => new()
    {
        TokenCount = rows.Count,
        Tokens = rows.Tokens,
        Positions = rows.Positions,
        SequenceCounts = rows.SequenceCounts,
        Sequences = rows.SequencesOfRow,
        Outputs = rows.Outputs,
    };
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

/// <summary>The members of <c>enum ggml_type</c> that a KV cache may use.</summary>
internal enum GgmlType
{
    F32 = 0,
    F16 = 1,
    Q4_0 = 2,
    Q8_0 = 8,
}

/// <summary><c>enum llama_token_attr</c>, the bits that make a token special.</summary>
[Flags]
internal enum TokenAttributes
{
    None = 0,
    Control = 1 << 3,
    UserDefined = 1 << 4,
}

/// <summary><c>enum llama_vocab_type</c>: only "this file has no tokenizer" matters here.</summary>
internal enum VocabularyType
{
    None = 0,
}
