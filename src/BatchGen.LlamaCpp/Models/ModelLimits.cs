using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp.Models;

/// <summary>Refuses models that llama.cpp loads and that would end or hang the process later.</summary>
internal static class ModelLimits
{
    /// <exception cref="RuntimeException">The model cannot be run here; the message names the reason.</exception>
    public static void Require(ModelHandle model, ModelLoadRequest request)
    {
        if (LlamaVocabularyApi.Type(LlamaModelApi.GetVocabulary(model)) == VocabularyType.None)
            throw Unsupported(request, "it holds no tokenizer");
        if (LlamaModelApi.HasEncoder(model) != 0 || LlamaModelApi.HasDecoder(model) == 0)
            throw Unsupported(request, "it is not a decoder-only text model");
        if (RotatableHeads.FindProblem(key => ModelMetadata.Read(model, key)) is { } problem)
            throw Unsupported(request, problem);
    }

    private static RuntimeException Unsupported(ModelLoadRequest request, string reason) =>
        new("model_unsupported", $"'{request.Path}' cannot be run: {reason}. Choose another model.");
}
