using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BatchGen.LlamaCpp.Native;

/// <summary>The <c>llama_vocab_*</c> functions and the tokenizer. They only read; several threads may call them.</summary>
internal static unsafe partial class LlamaVocabularyApi
{
    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_vocab_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial VocabularyType Type(nint vocabulary);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_vocab_n_tokens")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Size(nint vocabulary);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_vocab_get_text")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte* Text(nint vocabulary, TokenId token);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_vocab_get_attr")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial TokenAttributes Attributes(nint vocabulary, TokenId token);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_vocab_is_eog")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte IsEndOfGeneration(nint vocabulary, TokenId token);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_vocab_bos")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial TokenId BeginningOfSequence(nint vocabulary);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_vocab_get_add_bos")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte AddsBeginningOfSequence(nint vocabulary);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_tokenize")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int Tokenize(
        nint vocabulary, byte* text, int textLength, TokenId* tokens, int capacity, byte addSpecial, byte parseSpecial);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_token_to_piece")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int TokenToPiece(
        nint vocabulary, TokenId token, byte* buffer, int length, int leadingSpacesToSkip, byte renderSpecial);
}
