using System.Globalization;
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
        RequireRotatableHeads(model, request);
    }

    /// <summary>A rope dimension of 0 hangs the first decode, an odd one ends the process in it.</summary>
    private static void RequireRotatableHeads(ModelHandle model, ModelLoadRequest request)
    {
        var architecture = ModelMetadata.Read(model, "general.architecture");
        var text = ModelMetadata.Read(model, architecture + ".rope.dimension_count");
        if (text is null)
            return;
        if (!int.TryParse(text, CultureInfo.InvariantCulture, out var dimensions) || dimensions < 2 || dimensions % 2 != 0)
            throw Unsupported(request, $"{architecture}.rope.dimension_count is {text}, and only positive even numbers can be computed");
    }

    private static RuntimeException Unsupported(ModelLoadRequest request, string reason) =>
        new("model_unsupported", $"'{request.Path}' cannot be run: {reason}. Choose another model.");
}
