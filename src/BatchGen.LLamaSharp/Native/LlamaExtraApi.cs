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
}
