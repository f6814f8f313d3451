using BatchGen.Inference.Runtime;
using LLama.Native;

namespace BatchGen.LLamaSharp.Native;

/// <summary>
/// Compares the library's default parameters with those of the release that LLamaSharp 0.30 binds, llama.cpp b10221. Libraries of another
/// release show here at once, instead of as wrong answers: b10068 has no load_mode, so that no_alloc lands on check_tensors and everything
/// else seems to work; b10361 and v0.5.0 have one field more before n_threads.
/// </summary>
internal static class AbiCheck
{
    public static void Run() => Require(LLamaModelParams.Default(), LLamaContextParams.Default());

    /// <exception cref="RuntimeException">A default is not the known one.</exception>
    internal static void Require(in LLamaModelParams model, in LLamaContextParams context)
    {
        Require("n_gpu_layers", model.n_gpu_layers, -1);
        Require("split_mode", (int)model.split_mode, (int)GPUSplitMode.Layer);
        Require("load_mode", (int)model.load_mode, (int)LLamaLoadMode.MemoryMap);
        Require("use_extra_bufts", model.use_extra_bufts ? 1 : 0, 1);
        Require("no_alloc", model.no_alloc ? 1 : 0, 0);

        Require("n_ctx", context.n_ctx, 512);
        Require("n_batch", context.n_batch, 2048);
        Require("n_ubatch", context.n_ubatch, 512);
        Require("n_seq_max", context.n_seq_max, 1);
        Require("n_threads", context.n_threads, 4);
        Require("flash_attn_type", (int)context.llama_flash_attn_type, (int)LLamaFlashAttentionType.LLAMA_FLASH_ATTENTION_TYPE_AUTO);
        Require("type_k", (int)context.type_k, (int)GGMLType.GGML_TYPE_F16);
        Require("type_v", (int)context.type_v, (int)GGMLType.GGML_TYPE_F16);
        Require("offload_kqv", context.offload_kqv ? 1 : 0, 1);
        Require("kv_unified", context.kv_unified ? 1 : 0, 0);
        Require("n_samplers", (long)context.n_samplers, 0);
    }

    private static void Require(string field, long actual, long expected)
    {
        if (actual != expected)
        {
            throw new RuntimeException(
                "native_library_mismatch",
                $"The native library is not the one of LLamaSharp {BuildChoice.Version}: its default {field} reads {actual} instead of {expected}. Use LLamaSharp's backend package of the same version, or unset {LLamaSharpLibrary.DirectoryVariable}.");
        }
    }
}
