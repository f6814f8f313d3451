using BatchGen.Inference.Runtime;
using LLama.Native;

namespace BatchGen.LLamaSharp.Native;

/// <summary>
/// Compares the library's default parameters with the ones every llama.cpp release that LLamaSharp binds has: libraries of
/// another release than LLamaSharp's show here at once, instead of as garbage in every call.
/// </summary>
internal static class AbiCheck
{
    public static void Run() => Require(LLamaContextParams.Default());

    /// <exception cref="RuntimeException">A default is not the known one.</exception>
    internal static void Require(in LLamaContextParams context)
    {
        Require("n_ctx", context.n_ctx, 512);
        Require("n_batch", context.n_batch, 2048);
        Require("n_ubatch", context.n_ubatch, 512);
        Require("n_seq_max", context.n_seq_max, 1);
        Require("flash_attn_type", (int)context.llama_flash_attn_type, (int)LLamaFlashAttentionType.LLAMA_FLASH_ATTENTION_TYPE_AUTO);
        Require("type_k", (int)context.type_k, (int)GGMLType.GGML_TYPE_F16);
        Require("type_v", (int)context.type_v, (int)GGMLType.GGML_TYPE_F16);
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
