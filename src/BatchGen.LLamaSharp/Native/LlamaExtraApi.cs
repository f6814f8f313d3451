using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LLamaSharp.Native;

/// <summary>What LLamaSharp binds and does not publish.</summary>
internal static partial class LlamaExtraApi
{
    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_n_ctx_seq")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial uint CellsPerSequence(nint context);

    /// <summary>The vocabulary lives as long as its model.</summary>
    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_get_vocab")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint GetVocabulary(nint model);

    /// <summary>Tokens of the sliding window; 0 when every layer looks at all of them.</summary>
    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_n_swa")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int SlidingWindow(nint model);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_is_recurrent")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte IsRecurrent(nint model);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_is_hybrid")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte IsHybrid(nint model);
}
