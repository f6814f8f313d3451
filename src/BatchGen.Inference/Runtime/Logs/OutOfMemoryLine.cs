namespace BatchGen.Inference.Runtime.Logs;

/// <summary>
/// Knows the lines in which llama.cpp and its backends say that a device gave no memory. There is no code for it: a load
/// answers with NULL, and CUDA's checks end the process.
/// </summary>
public static class OutOfMemoryLine
{
    /// <summary>
    /// ggml-alloc.c, llama-kv-cache.cpp and llama-context.cpp ("failed to allocate …"), llama-model.cpp ("unable to
    /// allocate … buffer"), ggml.c ("insufficient memory"), CUDA and its checks ("out of memory"), Vulkan
    /// ("ErrorOutOfDeviceMemory"), as of llama.cpp b10221 and v0.5.0.
    /// </summary>
    private static readonly IReadOnlyList<string> Words =
        ["failed to allocate", "unable to allocate", "insufficient memory", "out of memory", "OutOfDeviceMemory", "OutOfHostMemory"];

    /// <summary>Both go on without it, in main memory that is not pinned.</summary>
    private const string Harmless = "pinned memory";

    public static bool IsOne(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)) && !text.Contains(Harmless, StringComparison.Ordinal);
    }
}
