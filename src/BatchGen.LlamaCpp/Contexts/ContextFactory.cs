using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Logging;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp.Contexts;

/// <summary>Creates contexts: checks the settings, asks llama.cpp, reads from its log what it allocated.</summary>
internal static class ContextFactory
{
    /// <param name="file">The model file's identity (<see cref="Models.ModelFile"/>).</param>
    /// <param name="watch">Hears of each layer; the context owns it from now on. Null watches nothing.</param>
    public static LlamaContext Create(ModelHandle model, string file, ContextSettings settings, bool canDecode, LayerWatch? watch = null)
    {
        ContextSettingsCheck.Require(settings);
        var cores = CorePool.Machine.Take(settings.Threads);
        var abort = new AbortFlag();
        try
        {
            using var log = LlamaLog.Capture();
            var parameters = ToParams(settings, cores);
            SetAbort(ref parameters, abort);
            if (watch is not null)
                SetWatch(ref parameters, watch);
            var handle = new ContextHandle(model, parameters);
            if (handle.IsInvalid)
                throw new RuntimeException(LogReason.Code(log, "context_create_failed"), $"llama.cpp cannot create a context of {settings.KvCells} cells for {settings.Slots} slots: {LogReason.Of(log)}. Ask for a shorter context, fewer slots or a smaller KV type.");
            var vocabularySize = LlamaVocabularyApi.Size(LlamaModelApi.GetVocabulary(model));
            return new LlamaContext(handle, abort, Describe(model, handle, settings, log), OriginOf(file, settings), vocabularySize, cores, canDecode)
            {
                LoggedAllocations = AllocationLog.ComputeByDevice(log.Lines),
                Watch = watch,
            };
        }
        catch
        {
            watch?.Dispose();
            abort.Dispose();
            cores.Dispose();
            throw;
        }
    }

    private static unsafe void SetAbort(ref ContextParams parameters, AbortFlag abort)
    {
        parameters.AbortCallback = AbortFlag.Callback;
        parameters.AbortUserData = abort.Word;
    }

    private static unsafe void SetWatch(ref ContextParams parameters, LayerWatch watch)
    {
        parameters.EvalCallback = LayerWatch.Callback;
        parameters.EvalUserData = watch.UserData;
    }

    private static ContextParams ToParams(ContextSettings settings, CoreShare cores)
    {
        var parameters = LlamaApi.ContextDefaultParams();
        parameters.ContextTokens = (uint)settings.KvCells;
        parameters.BatchTokens = (uint)settings.StepTokens;
        parameters.MicroBatchTokens = (uint)Math.Min(settings.MicroStepTokens, settings.StepTokens);
        parameters.MaxSequences = (uint)settings.Slots;
        // A step needs logits for one row a slot, and for drafts; reserving for every row costs V × 4 bytes each.
        parameters.MaxOutputs = (uint)(settings.Slots + settings.DraftRows);
        parameters.Threads = cores.Threads;
        parameters.BatchThreads = cores.Threads;
        parameters.KeyType = TypeOf(settings.KvType);
        parameters.ValueType = TypeOf(settings.KvType);
        parameters.FlashAttention = settings.FlashAttention ? FlashAttention.Enabled : FlashAttention.Disabled;
        parameters.KvUnified = settings.KvLayout == KvLayout.Unified ? (byte)1 : (byte)0;
        parameters.OffloadKqv = settings.KvOnGpu ? (byte)1 : (byte)0;
        return parameters;
    }

    private static ContextInfo Describe(ModelHandle model, ContextHandle handle, ContextSettings settings, LogCapture log) => new(
        (int)LlamaContextApi.Cells(handle),
        (int)LlamaContextApi.CellsPerSequence(handle),
        settings.Slots,
        (int)LlamaContextApi.BatchTokens(handle),
        AllocationLog.KvBytes(log.Lines),
        AllocationLog.ComputeBytes(log.Lines),
        settings.KvLayout,
        Math.Min(settings.MicroStepTokens, settings.StepTokens),
        KeepsPrefixes(model),
        settings.DraftRows);

    private static bool KeepsPrefixes(ModelHandle model) =>
        LlamaModelApi.SlidingWindow(model) == 0 && LlamaModelApi.IsRecurrent(model) == 0 && LlamaModelApi.IsHybrid(model) == 0;

    private static SequenceOrigin OriginOf(string file, ContextSettings settings) =>
        SequenceOrigin.Of("llama.cpp " + LlamaLibrary.Load().Release, file, settings);

    private static GgmlType TypeOf(KvType type) => type switch
    {
        KvType.F32 => GgmlType.F32,
        KvType.Q8_0 => GgmlType.Q8_0,
        KvType.Q4_0 => GgmlType.Q4_0,
        _ => GgmlType.F16,
    };
}
