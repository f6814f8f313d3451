namespace BatchGen.LlamaCpp.Native;

/// <summary>Logical names; <see cref="LlamaLibrary"/> maps them to the versioned files of the package.</summary>
internal static class LibraryNames
{
    public const string Llama = "llama";
    public const string Ggml = "ggml";
    public const string GgmlBase = "ggml-base";
}
