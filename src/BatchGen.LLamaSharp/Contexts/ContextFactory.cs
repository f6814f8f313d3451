using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Contexts;
using BatchGen.LlamaCpp.Logging;
using BatchGen.LlamaCpp.Models;
using BatchGen.LlamaCpp.Native;
using BatchGen.LLamaSharp.Logging;
using BatchGen.LLamaSharp.Models;
using BatchGen.LLamaSharp.Native;
using LLama.Native;

namespace BatchGen.LLamaSharp.Contexts;

/// <summary>Creates contexts: checks the settings, asks llama.cpp, reads from its log what it allocated.</summary>
internal static class ContextFactory
{
    /// <param name="file">The model file's identity (<see cref="ModelFile"/>).</param>
    public static LLamaSharpContext Create(ModelLease model, string file, ContextSettings settings, bool canDecode)
    {
        ContextSettingsCheck.Require(settings);
        RequireWholeBlocks(model.Handle, settings);
        var cores = CorePool.Machine.Take(settings.Threads);
        var abort = new AbortFlag();
        try
        {
            using var log = LLamaSharpLog.Capture();
            var parameters = ToParams(settings, cores);
            SetAbort(ref parameters, abort);
            var handle = SafeLLamaContextHandle.Create(model.Handle, parameters);
            if (handle.IsInvalid)
            {
                // LLamaSharp takes a reference to the model even then, and a handle that is not valid never gives it back.
                model.Handle.DangerousRelease();
                throw new RuntimeException(LogReason.Code(log, "context_create_failed"), $"llama.cpp cannot create a context of {settings.KvCells} cells for {settings.Slots} slots: {LogReason.Of(log)}. Ask for a shorter context, fewer slots or a smaller KV type.");
            }

            return new LLamaSharpContext(handle, model, abort, Describe(model.Handle.DangerousGetHandle(), handle, settings, log), OriginOf(file, settings), cores, canDecode)
            {
                LoggedAllocations = AllocationLog.ComputeByDevice(log.Lines),
            };
        }
        catch
        {
            abort.Dispose();
            cores.Dispose();
            throw;
        }
    }

    /// <summary>llama.cpp of LLamaSharp 0.27 ends the process in an assertion (ggml.c, view of a tensor) where later ones refuse.</summary>
    private static void RequireWholeBlocks(SafeLlamaModelHandle model, ContextSettings settings)
    {
        const int BlockLength = 32;
        if (settings.KvType is not (KvType.Q8_0 or KvType.Q4_0) || HeadLength.Of(key => ModelHeader.Read(model, key)) is not { } length || length % BlockLength == 0)
            return;
        throw new RuntimeException("context_create_failed", $"llama.cpp cannot create a {settings.KvType} KV cache: it packs {BlockLength} elements together, which does not divide the head length of {length}. Choose F16.");
    }

    private static LLamaContextParams ToParams(ContextSettings settings, CoreShare cores)
    {
        var parameters = LLamaContextParams.Default();
        parameters.n_ctx = (uint)settings.KvCells;
        parameters.n_batch = (uint)settings.StepTokens;
        parameters.n_ubatch = (uint)Math.Min(settings.MicroStepTokens, settings.StepTokens);
        parameters.n_seq_max = (uint)settings.Slots;
        parameters.n_threads = cores.Threads;
        parameters.n_threads_batch = cores.Threads;
        parameters.type_k = TypeOf(settings.KvType);
        parameters.type_v = TypeOf(settings.KvType);
        parameters.llama_flash_attn_type = settings.FlashAttention
            ? LLamaFlashAttentionType.LLAMA_FLASH_ATTENTION_TYPE_ENABLED
            : LLamaFlashAttentionType.LLAMA_FLASH_ATTENTION_TYPE_DISABLED;
        parameters.kv_unified = settings.KvLayout == KvLayout.Unified;
        parameters.offload_kqv = settings.KvOnGpu;
        return parameters;
    }

    private static unsafe void SetAbort(ref LLamaContextParams parameters, AbortFlag abort)
    {
        parameters.abort_callback = (nint)AbortFlag.Callback;
        parameters.abort_callback_user_data = abort.Word;
    }

    private static ContextInfo Describe(nint model, SafeLLamaContextHandle handle, ContextSettings settings, LogCapture log) => new(
        (int)handle.ContextSize,
        (int)LlamaExtraApi.CellsPerSequence(handle.DangerousGetHandle()),
        settings.Slots,
        (int)handle.BatchSize,
        AllocationLog.KvBytes(log.Lines),
        AllocationLog.ComputeBytes(log.Lines),
        settings.KvLayout,
        Math.Min(settings.MicroStepTokens, settings.StepTokens),
        KeepsPrefixes(model),
        settings.DraftRows);

    private static bool KeepsPrefixes(nint model) =>
        LlamaExtraApi.SlidingWindow(model) == 0 && LlamaExtraApi.IsRecurrent(model) == 0 && LlamaExtraApi.IsHybrid(model) == 0;

    private static SequenceOrigin OriginOf(string file, ContextSettings settings) =>
        SequenceOrigin.Of("LLamaSharp " + BuildChoice.Version, file, settings);

    private static GGMLType TypeOf(KvType type) => type switch
    {
        KvType.F32 => GGMLType.GGML_TYPE_F32,
        KvType.Q8_0 => GGMLType.GGML_TYPE_Q8_0,
        KvType.Q4_0 => GGMLType.GGML_TYPE_Q4_0,
        _ => GGMLType.GGML_TYPE_F16,
    };
}
