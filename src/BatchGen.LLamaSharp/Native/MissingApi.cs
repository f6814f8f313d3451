using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BatchGen.Inference.Runtime.Binding;
using LLama.Native;

namespace BatchGen.LLamaSharp.Native;

/// <summary>
/// What LLamaSharp 0.30 lacks, or does otherwise than is needed here, imported from the libraries that it has loaded
/// (<see cref="LLamaSharpLibrary"/> resolves the names). Each with its reason; what LLamaSharp publishes one day goes from here. ggml's
/// devices are in <see cref="Ggml"/>.
/// </summary>
internal static unsafe partial class MissingApi
{
    public const string Llama = "llama";

    // LLamaSharp's Decode takes one lock a process, and its LLamaBatch pins every row it ever had: after one step of 2,048 tokens
    // each step costs 0.3 to 0.45 ms and 197 KB of garbage.
    [LibraryImport(Llama, EntryPoint = "llama_decode")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Decode(nint context, LLamaNativeBatch batch);

    // Private in LLamaSharp, whose MemorySequenceRemove drops the answer of llama_memory_seq_rm.
    [LibraryImport(Llama, EntryPoint = "llama_get_memory")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint GetMemory(nint context);

    // Not bound.
    [LibraryImport(Llama, EntryPoint = "llama_n_ctx_seq")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial uint CellsPerSequence(nint context);

    // Not published: private, or not bound.
    /// <summary>Tokens of the sliding window; 0 when every layer looks at all of them.</summary>
    [LibraryImport(Llama, EntryPoint = "llama_model_n_swa")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int SlidingWindow(nint model);

    [LibraryImport(Llama, EntryPoint = "llama_model_is_recurrent")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte IsRecurrent(nint model);

    [LibraryImport(Llama, EntryPoint = "llama_model_is_hybrid")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte IsHybrid(nint model);

    // Private in LLamaSharp; the vocabulary lives as long as its model.
    [LibraryImport(Llama, EntryPoint = "llama_model_get_vocab")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint GetVocabulary(nint model);

    // LLamaSharp's Tokenize allocates twice a call and turns "does not fit" into an overflow.
    [LibraryImport(Llama, EntryPoint = "llama_tokenize")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Tokenize(nint vocabulary, byte* text, int length, int* tokens, int capacity, byte addSpecial, byte parseSpecial);

    // LLamaSharp's own hands text over in the system's code page on Windows.
    [LibraryImport(Llama, EntryPoint = "llama_log_set")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void SetLog(delegate* unmanaged[Cdecl]<int, byte*, nint, void> callback, nint userData);

    // LLamaSharp puts grammars into a sampler chain only, which draws the token too.
    [LibraryImport(Llama, EntryPoint = "llama_sampler_init_grammar")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint CreateGrammar(nint vocabulary, byte* grammar, byte* root);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_apply")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ApplyGrammar(nint grammar, TokenCandidateArray* candidates);

    // Ends the process when the token is not allowed.
    [LibraryImport(Llama, EntryPoint = "llama_sampler_accept")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void AcceptToken(nint grammar, int token);

    [LibraryImport(Llama, EntryPoint = "llama_sampler_free")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void FreeSampler(nint grammar);
}
