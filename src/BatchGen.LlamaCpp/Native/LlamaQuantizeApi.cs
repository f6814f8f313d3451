using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BatchGen.LlamaCpp.Native;

/// <summary>The <c>llama_model_quantize*</c> functions.</summary>
internal static unsafe partial class LlamaQuantizeApi
{
    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_quantize_default_params")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial QuantizeParams DefaultParams();

    /// <returns>0 when the file was written.</returns>
    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_quantize")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial uint Quantize(byte* source, byte* target, QuantizeParams* parameters);
}
