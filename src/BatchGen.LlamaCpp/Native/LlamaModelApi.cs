using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BatchGen.LlamaCpp.Native;

/// <summary>The <c>llama_model_*</c> functions.</summary>
internal static unsafe partial class LlamaModelApi
{
    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_load_from_file")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint LoadFromFile(byte* path, ModelParams parameters);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_free")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void Free(nint model);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_get_vocab")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint GetVocabulary(ModelHandle model);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_size")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong Size(ModelHandle model);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_n_params")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong ParameterCount(ModelHandle model);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_desc")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Description(ModelHandle model, byte* buffer, nuint size);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_meta_val_str")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int MetadataValue(ModelHandle model, byte* key, byte* buffer, nuint size);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_chat_template")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte* ChatTemplate(ModelHandle model, byte* name);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_has_encoder")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte HasEncoder(ModelHandle model);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_has_decoder")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte HasDecoder(ModelHandle model);

    /// <summary>Tokens of the sliding window; 0 when every layer looks at all of them.</summary>
    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_n_swa")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int SlidingWindow(ModelHandle model);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_is_recurrent")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte IsRecurrent(ModelHandle model);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_is_hybrid")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte IsHybrid(ModelHandle model);
}
