using System.Text;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Runtime.Binding;
using BatchGen.LLamaSharp.Native;
using LLama.Native;

namespace BatchGen.LLamaSharp;

/// <summary>
/// LLamaSharp's model handle, closed when this and all its contexts are disposed: a context refuses its logits once its model's handle is closed.
/// </summary>
internal sealed class NativeModel : INativeModel
{
    private readonly SafeLlamaModelHandle _handle;
    private int _holders = 1;
    private int _isDisposed;

    public NativeModel(SafeLlamaModelHandle handle)
    {
        _handle = handle;
        Vocabulary = new NativeVocabulary(handle);
    }

    public bool IsClosed => Volatile.Read(ref _isDisposed) != 0;

    public string Description => _handle.Description;

    public long ParameterCount => (long)_handle.ParameterCount;

    public long SizeBytes => (long)_handle.SizeInBytes;

    public string? ChatTemplate => _handle.GetTemplate(strict: false);

    public bool HasTokenizer => _handle.Vocab.Type != LLamaVocabType.None;

    public bool IsDecoderOnly => !_handle.HasEncoder && _handle.HasDecoder;

    public bool KeepsPrefixes
    {
        get
        {
            var model = _handle.DangerousGetHandle();
            return MissingApi.SlidingWindow(model) == 0 && MissingApi.IsRecurrent(model) == 0 && MissingApi.IsHybrid(model) == 0;
        }
    }

    public INativeVocabulary Vocabulary { get; }

    /// <remarks>LLamaSharp hands the key over without the zero that ends it in C, so it is added here.</remarks>
    public string? Metadata(string key) => _handle.MetadataValueByKey(key + '\0') is { } value ? Encoding.UTF8.GetString(value.Span) : null;

    public INativeContext? CreateContext(ContextSettings settings, ContextHooks hooks)
    {
        var handle = SafeLLamaContextHandle.Create(_handle, ToParams(settings, hooks));
        if (!handle.IsInvalid)
            return new NativeContext(handle, this);
        // LLamaSharp takes a reference to the model even then, and a handle that is not valid never gives it back.
        _handle.DangerousRelease();
        return null;
    }

    public void Hold() => Interlocked.Increment(ref _holders);

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
            _handle.Dispose();
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            Release();
    }

    private static unsafe LLamaContextParams ToParams(ContextSettings settings, ContextHooks hooks)
    {
        var parameters = LLamaContextParams.Default();
        parameters.n_ctx = (uint)settings.KvCells;
        parameters.n_batch = (uint)settings.StepTokens;
        parameters.n_ubatch = (uint)Math.Min(settings.MicroStepTokens, settings.StepTokens);
        parameters.n_seq_max = (uint)settings.Slots;
        // A step needs logits for one row a slot, and for drafts; reserving for every row costs V × 4 bytes each.
        parameters.n_outputs_max = (uint)(settings.Slots + settings.DraftRows);
        parameters.n_threads = hooks.Threads;
        parameters.n_threads_batch = hooks.Threads;
        parameters.type_k = TypeOf(settings.KvType);
        parameters.type_v = TypeOf(settings.KvType);
        parameters.llama_flash_attn_type = settings.FlashAttention
            ? LLamaFlashAttentionType.LLAMA_FLASH_ATTENTION_TYPE_ENABLED
            : LLamaFlashAttentionType.LLAMA_FLASH_ATTENTION_TYPE_DISABLED;
        parameters.kv_unified = settings.KvLayout == KvLayout.Unified;
        parameters.offload_kqv = settings.KvOnGpu;
        // Layers with a window keep no more than it. What that forbids (going back inside a sequence) is KeepsPrefixes'.
        parameters.swa_full = false;
        parameters.abort_callback = (nint)AbortFlag.Callback;
        parameters.abort_callback_user_data = hooks.Abort.UserData;
        if (hooks.Watch is { } watch)
        {
            parameters.cb_eval = (nint)LayerWatch.Callback;
            parameters.cb_eval_user_data = watch.UserData;
        }

        return parameters;
    }

    private static GGMLType TypeOf(KvType type) => type switch
    {
        KvType.F32 => GGMLType.GGML_TYPE_F32,
        KvType.F16 => GGMLType.GGML_TYPE_F16,
        KvType.Q8_0 => GGMLType.GGML_TYPE_Q8_0,
        KvType.Q4_0 => GGMLType.GGML_TYPE_Q4_0,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such KV type."),
    };
}
