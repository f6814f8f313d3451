using BatchGen.Inference.Chat;
using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Models;
using BatchGen.LLamaSharp.Contexts;
using BatchGen.LLamaSharp.Vocabularies;
using LLama;
using LLama.Exceptions;
using LLama.Native;

namespace BatchGen.LLamaSharp.Models;

/// <summary>A loaded model. Its memory is freed when it and all its contexts are disposed, in any order.</summary>
public sealed class LLamaSharpModel : IRuntimeModel
{
    private readonly ModelLease _lease;
    private readonly ModelLoadRequest _request;
    private readonly string _file;
    private int _isDisposed;

    internal LLamaSharpModel(SafeLlamaModelHandle handle, ModelLoadRequest request)
    {
        _lease = new ModelLease(handle);
        _request = request;
        _file = ModelFile.IdentityOf(request.Path);
        Vocabulary = new LLamaSharpVocabulary(handle);
        Info = Describe(handle);
    }

    public ModelInfo Info { get; }

    public IVocabulary Vocabulary { get; }

    public IRuntimeContext CreateContext(ContextSettings settings)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        if (_request.VocabularyOnly)
            throw new InvalidOperationException("The model was loaded for its vocabulary only; it has no weights to compute with.");
        return ContextFactory.Create(_lease, _file, settings, canDecode: !_request.NoAlloc);
    }

    public string? ApplyOwnChatTemplate(IReadOnlyList<ChatMessage> messages)
    {
        if (Info.ChatTemplate is null)
            return null;
        var template = new LLamaTemplate(Info.ChatTemplate) { AddAssistant = true };
        foreach (var message in messages)
            template.Add(message.Role, message.Content);
        try
        {
            return LLamaTemplate.Encoding.GetString(template.Apply());
        }
        catch (MissingTemplateException)
        {
            // llama.cpp knows templates by their pattern, and not this one.
            return null;
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            _lease.Release();
    }

    private ModelInfo Describe(SafeLlamaModelHandle handle)
    {
        var architecture = ModelHeader.Read(handle, "general.architecture") ?? "";
        return new ModelInfo(
            architecture,
            ModelHeader.Read(handle, "general.name") ?? Path.GetFileName(_request.Path),
            // From the header: llama.cpp's own answers are 0 when it loaded the vocabulary only.
            ModelHeader.ReadInt32(handle, architecture + ".context_length"),
            ModelHeader.ReadInt32(handle, architecture + ".block_count"),
            ModelHeader.ReadInt32(handle, architecture + ".embedding_length"),
            Vocabulary.Size,
            (long)handle.ParameterCount,
            (long)handle.SizeInBytes,
            handle.Description.Replace(" ?B ", " ", StringComparison.Ordinal),
            handle.GetTemplate(strict: false));
    }
}
