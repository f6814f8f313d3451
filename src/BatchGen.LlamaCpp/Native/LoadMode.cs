namespace BatchGen.LlamaCpp.Native;

/// <summary><c>enum llama_load_mode</c>.</summary>
internal enum LoadMode
{
    Auto = -1,
    None = 0,
    Mmap = 1,
}
