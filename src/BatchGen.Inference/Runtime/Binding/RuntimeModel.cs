using System.Globalization;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>A loaded model. Its memory is freed when it and all its contexts are disposed, in any order.</summary>
public sealed class RuntimeModel : IRuntimeModel, ILayerWatching
{
    private readonly INativeModel _native;
    private readonly RuntimeInfo _runtime;
    private readonly ModelLoadRequest _request;
    private readonly string _file;

    internal RuntimeModel(INativeModel native, RuntimeInfo runtime, ModelLoadRequest request)
    {
        _native = native;
        _runtime = runtime;
        _request = request;
        _file = ModelFile.IdentityOf(request.Path);
        Vocabulary = new RuntimeVocabulary(native.Vocabulary);
        Info = Describe();
    }

    public ModelInfo Info { get; }

    public IVocabulary Vocabulary { get; }

    public IRuntimeContext CreateContext(ContextSettings settings) => Create(settings, watch: null);

    public IRuntimeContext CreateWatchedContext(ContextSettings settings, Action<int> onLayer) => Create(settings, new LayerWatch(onLayer));

    public void Dispose() => _native.Dispose();

    internal RuntimeContext Create(ContextSettings settings, LayerWatch? watch)
    {
        ObjectDisposedException.ThrowIf(_native.IsClosed, this);
        if (_request.VocabularyOnly)
            throw new InvalidOperationException("The model was loaded for its vocabulary only; it has no weights to compute with.");
        return RuntimeContext.Create(
            _native, SequenceOrigin.Of($"{_runtime.Name} {_runtime.Version}", _file, settings), settings, canDecode: !_request.NoAlloc, watch);
    }

    private ModelInfo Describe()
    {
        var architecture = _native.Metadata("general.architecture") ?? "";
        return new ModelInfo(
            architecture,
            _native.Metadata("general.name") ?? Path.GetFileName(_request.Path),
            // From the header: llama.cpp's own answers are 0 when it loaded the vocabulary only.
            Number(architecture + ".context_length"),
            Number(architecture + ".block_count"),
            Number(architecture + ".embedding_length"),
            Vocabulary.Size,
            _native.ParameterCount,
            _native.SizeBytes,
            // "chatglm ?B Q8_0": llama.cpp has no name for the size.
            _native.Description.Replace(" ?B ", " ", StringComparison.Ordinal),
            _native.ChatTemplate)
        {
            SpecialTexts = new SpecialTexts(TextOf("tokenizer.ggml.bos_token_id"), TextOf("tokenizer.ggml.eos_token_id")),
        };
    }

    private string TextOf(string key) =>
        int.TryParse(_native.Metadata(key), CultureInfo.InvariantCulture, out var token) && token >= 0 && token < Vocabulary.Size
            ? _native.Vocabulary.TextOfSpecial(token) ?? ""
            : "";

    private int Number(string key) => int.TryParse(_native.Metadata(key), CultureInfo.InvariantCulture, out var value) ? value : 0;
}
