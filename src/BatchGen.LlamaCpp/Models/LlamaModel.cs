using BatchGen.Inference.Chat;
using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Contexts;
using BatchGen.LlamaCpp.Native;
using BatchGen.LlamaCpp.Vocabularies;

namespace BatchGen.LlamaCpp.Models;

/// <summary>A loaded model. Its memory is freed when it and all its contexts are disposed, in any order.</summary>
public sealed unsafe class LlamaModel : IRuntimeModel, ILayerWatching
{
    private readonly ModelHandle _handle;
    private readonly ModelLoadRequest _request;
    private readonly string _file;

    internal LlamaModel(ModelHandle handle, ModelLoadRequest request)
    {
        _handle = handle;
        _request = request;
        _file = ModelFile.IdentityOf(request.Path);
        Vocabulary = new LlamaVocabulary(handle);
        Info = Describe();
    }

    public ModelInfo Info { get; }

    public LlamaVocabulary Vocabulary { get; }

    IVocabulary IRuntimeModel.Vocabulary => Vocabulary;

    public LlamaContext CreateContext(ContextSettings settings)
    {
        RequireWeights();
        return ContextFactory.Create(_handle, _file, settings, canDecode: !_request.NoAlloc);
    }

    public IRuntimeContext CreateWatchedContext(ContextSettings settings, Action<int> onLayer)
    {
        RequireWeights();
        return ContextFactory.Create(_handle, _file, settings, canDecode: !_request.NoAlloc, new LayerWatch(onLayer));
    }

    IRuntimeContext IRuntimeModel.CreateContext(ContextSettings settings) => CreateContext(settings);

    public string? ApplyOwnChatTemplate(IReadOnlyList<ChatMessage> messages) =>
        Info.ChatTemplate is null ? null : ChatTemplateCall.Render(Info.ChatTemplate, messages);

    public void Dispose() => _handle.Dispose();

    private void RequireWeights()
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        if (_request.VocabularyOnly)
            throw new InvalidOperationException("The model was loaded for its vocabulary only; it has no weights to compute with.");
    }

    private ModelInfo Describe()
    {
        var architecture = ModelMetadata.Read(_handle, "general.architecture") ?? "";
        var template = LlamaModelApi.ChatTemplate(_handle, null);
        return new ModelInfo(
            architecture,
            ModelMetadata.Read(_handle, "general.name") ?? Path.GetFileName(_request.Path),
            // From the header: llama.cpp's own answers are 0 when it loaded the vocabulary only.
            ModelMetadata.ReadInt32(_handle, architecture + ".context_length"),
            ModelMetadata.ReadInt32(_handle, architecture + ".block_count"),
            ModelMetadata.ReadInt32(_handle, architecture + ".embedding_length"),
            Vocabulary.Size,
            (long)LlamaModelApi.ParameterCount(_handle),
            (long)LlamaModelApi.Size(_handle),
            ModelMetadata.Describe(_handle),
            template is null ? null : NativeText.Read(template));
    }
}
