namespace BatchGen.LlamaCpp.Native;

/// <summary>Logical names; the binding maps them to the files it loads.</summary>
internal static class LibraryNames
{
    public const string Llama = "llama";
    public const string Ggml = "ggml";
    public const string GgmlBase = "ggml-base";
}
