using System.Runtime.InteropServices;

namespace BatchGen.LlamaCpp.Native;

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
