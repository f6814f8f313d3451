using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace BatchGen.LlamaCpp.Native;

/// <summary>The <c>llama_sampler_*</c> functions that grammars need.</summary>
internal static unsafe partial class LlamaGrammarApi
{
    /// <summary>An invalid handle when the grammar cannot be read.</summary>
    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_sampler_init_grammar", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial GrammarHandle Create(nint vocabulary, string grammar, string root);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_sampler_apply")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void Apply(GrammarHandle grammar, TokenDataArray* candidates);

    /// <summary>Ends the process when the token is not allowed.</summary>
    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_sampler_accept")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void Accept(GrammarHandle grammar, TokenId token);

    [LibraryImport(LibraryNames.Llama, EntryPoint = "llama_sampler_free")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial void Free(nint grammar);
}
