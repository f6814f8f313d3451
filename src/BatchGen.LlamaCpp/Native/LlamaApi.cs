using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BatchGen.LlamaCpp.Native;

/// <summary>
/// The functions of <c>llama.h</c> (release v0.5.0) that the seam needs. None checks its arguments:
/// what is out of bounds ends the process, so callers check first.
/// </summary>
internal static unsafe partial class LlamaApi
{
    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_backend_init")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void BackendInit();

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_max_devices")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint MaxDevices();

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_log_set")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void SetLog(delegate* unmanaged[Cdecl]<int, byte*, nint, void> callback, nint userData);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_default_params")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ModelParams ModelDefaultParams();

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_context_default_params")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ContextParams ContextDefaultParams();

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_chat_apply_template")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int ChatApplyTemplate(
        byte* template, NativeChatMessage* messages, nuint count, byte openAssistantTurn, byte* buffer, int length);
}
