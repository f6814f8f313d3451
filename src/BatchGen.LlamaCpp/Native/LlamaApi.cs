using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BatchGen.Inference.Runtime.Binding;

namespace BatchGen.LlamaCpp.Native;

/// <summary>
/// The functions of <c>llama.h</c> (release v0.5.0) that the seam needs. None checks its arguments: what is out of bounds ends the
/// process, so callers check first.
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

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_load_from_file")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint LoadModel(byte* path, ModelParams parameters);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_free")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void FreeModel(nint model);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_get_vocab")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint GetVocabulary(ModelHandle model);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_size")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong ModelBytes(ModelHandle model);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_n_params")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial ulong ParameterCount(ModelHandle model);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_desc")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int ModelDescription(ModelHandle model, byte* buffer, nuint size);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_meta_val_str")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int MetadataValue(ModelHandle model, byte* key, byte* buffer, nuint size);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_chat_template")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte* ChatTemplate(ModelHandle model, byte* name);

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

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_has_encoder")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte HasEncoder(ModelHandle model);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_has_decoder")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte HasDecoder(ModelHandle model);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_init_from_model")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint CreateContext(ModelHandle model, ContextParams parameters);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_free")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void FreeContext(nint context);

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
    public static partial int Decode(ContextHandle context, Batch batch);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_set_n_threads")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void SetThreads(ContextHandle context, int threads, int batchThreads);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_get_logits_ith")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial float* GetLogits(ContextHandle context, int row);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_get_memory")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nint GetMemory(ContextHandle context);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_memory_seq_rm")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte RemoveCells(nint memory, int sequence, int from, int to);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_memory_seq_cp")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void CopyCells(nint memory, int source, int target, int from, int to);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_memory_seq_pos_max")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int LastPosition(nint memory, int sequence);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_state_seq_get_size")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint SequenceBytes(ContextHandle context, int sequence);

    /// <returns>Bytes written; 0 when it failed.</returns>
    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_state_seq_get_data")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint SaveSequence(ContextHandle context, byte* target, nuint size, int sequence);

    /// <returns>Bytes read; 0 when it failed.</returns>
    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_state_seq_set_data")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial nuint RestoreSequence(ContextHandle context, byte* source, nuint size, int sequence);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_vocab_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial VocabularyType Type(nint vocabulary);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_vocab_n_tokens")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Size(nint vocabulary);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_vocab_get_text")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte* Text(nint vocabulary, int token);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_vocab_get_attr")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial TokenAttributes Attributes(nint vocabulary, int token);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_vocab_is_eog")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte IsEndOfGeneration(nint vocabulary, int token);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_vocab_bos")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int BeginningOfSequence(nint vocabulary);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_vocab_get_add_bos")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte AddsBeginningOfSequence(nint vocabulary);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_tokenize")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Tokenize(
        nint vocabulary, byte* text, int textLength, int* tokens, int capacity, byte addSpecial, byte parseSpecial);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_token_to_piece")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int TokenToPiece(
        nint vocabulary, int token, byte* buffer, int length, int leadingSpacesToSkip, byte renderSpecial);

    /// <summary>An invalid handle when the grammar cannot be read.</summary>
    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_sampler_init_grammar", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial GrammarHandle CreateGrammar(nint vocabulary, string grammar, string root);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_sampler_apply")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void ApplyGrammar(GrammarHandle grammar, TokenCandidateArray* candidates);

    /// <summary>Ends the process when the token is not allowed.</summary>
    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_sampler_accept")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void AcceptToken(GrammarHandle grammar, int token);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_sampler_free")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void FreeGrammar(nint grammar);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_quantize_default_params")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial QuantizeParams QuantizeDefaultParams();

    /// <returns>0 when the file was written.</returns>
    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_model_quantize")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial uint Quantize(byte* source, byte* target, QuantizeParams* parameters);
}

/// <summary>Logical name; the binding maps it to the file it loads.</summary>
internal static class LibraryNames
{
    public const string Llama = "llama";
}
