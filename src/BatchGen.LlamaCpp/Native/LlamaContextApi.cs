using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BatchGen.LlamaCpp.Native;

/// <summary>The functions of a <c>llama_context</c> and of its KV cache (<c>llama_memory_t</c>).</summary>
internal static unsafe partial class LlamaContextApi
{
    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_init_from_model")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint Create(ModelHandle model, ContextParams parameters);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_free")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void Free(nint context);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_n_ctx")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial uint Cells(ContextHandle context);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_n_ctx_seq")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial uint CellsPerSequence(ContextHandle context);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_n_batch")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial uint BatchTokens(ContextHandle context);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_decode")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Decode(ContextHandle context, StepBatch batch);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_get_logits_ith")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial float* GetLogits(ContextHandle context, int row);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_get_memory")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint GetMemory(ContextHandle context);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_memory_seq_rm")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte RemoveCells(nint memory, SequenceId sequence, int from, int to);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_memory_seq_cp")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void CopyCells(nint memory, SequenceId source, SequenceId target, int from, int to);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_memory_seq_pos_max")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int LastPosition(nint memory, SequenceId sequence);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_state_seq_get_size")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint SequenceBytes(ContextHandle context, SequenceId sequence);

    /// <returns>Bytes written; 0 when it failed.</returns>
    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_state_seq_get_data")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint SaveSequence(ContextHandle context, byte* target, nuint size, SequenceId sequence);

    /// <returns>Bytes read; 0 when it failed.</returns>
    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_state_seq_set_data")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint RestoreSequence(ContextHandle context, byte* source, nuint size, SequenceId sequence);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_batch_init")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial StepBatch AllocateBatch(int tokens, int embeddingLength, int sequencesPerToken);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_batch_free")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void FreeBatch(StepBatch batch);
}
