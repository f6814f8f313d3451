using System.Runtime.InteropServices;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary><c>llama_token_data</c>: 12 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct TokenCandidate
{
    public int Id;
    public float Logit;
    public float Probability;
}

/// <summary><c>llama_token_data_array</c>: 32 bytes. Its C <c>bool</c> is one byte.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct TokenCandidateArray
{
    public TokenCandidate* Data;
    public nuint Size;
    public long Selected;
    public byte IsSorted;
}
