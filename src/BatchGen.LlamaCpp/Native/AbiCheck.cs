using BatchGen.Inference.Runtime;

namespace BatchGen.LlamaCpp.Native;

/// <summary>
/// Compares the library's default parameters with those of the release this binding was written for.
/// A struct whose layout has changed shows here at once; unchecked it would be garbage in every call.
/// </summary>
internal static class AbiCheck
{
    public static void Run(LibraryFiles files) =>
        Require(files, LlamaApi.ModelDefaultParams(), LlamaApi.ContextDefaultParams());

    /// <exception cref="RuntimeException">A default is not the known one.</exception>
    internal static void Require(LibraryFiles files, in ModelParams model, in ContextParams context)
    {
        Require(files, "n_gpu_layers", model.GpuLayers, -1);
        Require(files, "split_mode", model.SplitMode, 1);
        Require(files, "load_mode", (int)model.LoadMode, (int)LoadMode.Auto);
        Require(files, "vocab_only", model.VocabularyOnly, 0);
        Require(files, "use_extra_bufts", model.UseExtraBuffers, 1);
        Require(files, "no_alloc", model.NoAlloc, 0);

        Require(files, "n_ctx", (int)context.ContextTokens, 512);
        Require(files, "n_batch", (int)context.BatchTokens, 2048);
        Require(files, "n_ubatch", (int)context.MicroBatchTokens, 512);
        Require(files, "n_seq_max", (int)context.MaxSequences, 1);
        Require(files, "flash_attn_type", (int)context.FlashAttention, (int)FlashAttention.Auto);
        Require(files, "type_k", (int)context.KeyType, (int)GgmlType.F16);
        Require(files, "type_v", (int)context.ValueType, (int)GgmlType.F16);
        Require(files, "offload_kqv", context.OffloadKqv, 1);
        Require(files, "kv_unified", context.KvUnified, 0);
        Require(files, "n_samplers", (int)context.SamplerCount, 0);
    }

    private static void Require(LibraryFiles files, string field, int actual, int expected)
    {
        if (actual != expected)
        {
            throw new RuntimeException(
                "native_library_mismatch",
                $"'{files.Llama}' does not have the layout of llama.cpp {LibraryFiles.ExpectedRelease}: its default {field} reads {actual} instead of {expected}. Build again to restore the right library.");
        }
    }
}
