using System.Runtime.InteropServices;

namespace BatchGen.LlamaCpp.Native;

/// <summary><c>struct llama_batch</c>: 56 bytes; the arrays belong to <see cref="StepBatchHandle"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct StepBatch
{
    public int TokenCount;
    public TokenId* Tokens;
    public float* Embeddings;
    public int* Positions;
    public int* SequenceCounts;
    public SequenceId** Sequences;
    public sbyte* Logits;
}
