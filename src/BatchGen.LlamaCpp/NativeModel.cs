using System.Text;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Runtime.Binding;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp;

/// <summary>llama.h's model calls.</summary>
internal sealed unsafe class NativeModel : INativeModel
{
    private readonly ModelHandle _handle;

    public NativeModel(ModelHandle handle)
    {
        _handle = handle;
        Vocabulary = new NativeVocabulary(handle);
    }

    public bool IsClosed => _handle.IsClosed;

    public string Description
    {
        get
        {
            const int Capacity = 256;
            var buffer = stackalloc byte[Capacity];
            LlamaApi.ModelDescription(_handle, buffer, Capacity);
            return NativeText.Read(buffer);
        }
    }

    public long ParameterCount => (long)LlamaApi.ParameterCount(_handle);

    public long SizeBytes => (long)LlamaApi.ModelBytes(_handle);

    public string? ChatTemplate => LlamaApi.ChatTemplate(_handle, null) is var template && template is null ? null : NativeText.Read(template);

    public bool HasTokenizer => LlamaApi.Type(LlamaApi.GetVocabulary(_handle)) != VocabularyType.None;

    public bool IsDecoderOnly => LlamaApi.HasEncoder(_handle) == 0 && LlamaApi.HasDecoder(_handle) != 0;

    public bool KeepsPrefixes => LlamaApi.SlidingWindow(_handle) == 0 && LlamaApi.IsRecurrent(_handle) == 0 && LlamaApi.IsHybrid(_handle) == 0;

    public INativeVocabulary Vocabulary { get; }

    public string? Metadata(string key)
    {
        fixed (byte* name = NativeText.ToZeroTerminated(key))
        {
            var length = LlamaApi.MetadataValue(_handle, name, null, 0);
            if (length < 0)
                return null;
            var text = new byte[length + 1];
            fixed (byte* buffer = text)
                LlamaApi.MetadataValue(_handle, name, buffer, (nuint)text.Length);
            return Encoding.UTF8.GetString(text, 0, length);
        }
    }

    public INativeContext? CreateContext(ContextSettings settings, ContextHooks hooks)
    {
        var handle = new ContextHandle(_handle, ToParams(settings, hooks));
        return handle.IsInvalid ? null : new NativeContext(handle, Vocabulary.Size);
    }

    public void Dispose() => _handle.Dispose();

    private static ContextParams ToParams(ContextSettings settings, ContextHooks hooks)
    {
        var parameters = LlamaApi.ContextDefaultParams();
        parameters.ContextTokens = (uint)settings.KvCells;
        parameters.BatchTokens = (uint)settings.StepTokens;
        parameters.MicroBatchTokens = (uint)Math.Min(settings.MicroStepTokens, settings.StepTokens);
        parameters.MaxSequences = (uint)settings.Slots;
        // A step needs logits for one row a slot, and for drafts; reserving for every row costs V × 4 bytes each.
        parameters.MaxOutputs = (uint)(settings.Slots + settings.DraftRows);
        parameters.Threads = hooks.Threads;
        parameters.BatchThreads = hooks.Threads;
        parameters.KeyType = TypeOf(settings.KvType);
        parameters.ValueType = TypeOf(settings.KvType);
        parameters.FlashAttention = settings.FlashAttention ? FlashAttention.Enabled : FlashAttention.Disabled;
        parameters.KvUnified = settings.KvLayout == KvLayout.Unified ? (byte)1 : (byte)0;
        parameters.OffloadKqv = settings.KvOnGpu ? (byte)1 : (byte)0;
        // Layers with a window keep no more than it. What that forbids (going back inside a sequence) is KeepsPrefixes'.
        parameters.SwaFull = 0;
        parameters.AbortCallback = AbortFlag.Callback;
        parameters.AbortUserData = hooks.Abort.UserData;
        if (hooks.Watch is { } watch)
        {
            parameters.EvalCallback = LayerWatch.Callback;
            parameters.EvalUserData = watch.UserData;
        }

        return parameters;
    }

    private static GgmlType TypeOf(KvType type) => type switch
    {
        KvType.F32 => GgmlType.F32,
        KvType.F16 => GgmlType.F16,
        KvType.Q8_0 => GgmlType.Q8_0,
        KvType.Q4_0 => GgmlType.Q4_0,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such KV type."),
    };
}
