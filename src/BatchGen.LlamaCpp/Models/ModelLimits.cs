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

    /// <summary>A rope dimension of 0 hangs the first decode; an odd one, or one larger than a head, ends the process in it.</summary>
    private static void RequireRotatableHeads(ModelHandle model, ModelLoadRequest request)
    {
        var key = ModelMetadata.Read(model, "general.architecture") + ".rope.dimension_count";
        var text = ModelMetadata.Read(model, key);
        if (text is null)
            return;

        var most = HeadLength(model);
        if (!int.TryParse(text, CultureInfo.InvariantCulture, out var dimensions) || dimensions < 2 || dimensions % 2 != 0 || dimensions > most)
            throw Unsupported(request, $"{key} is {text}, and only even numbers from 2 to the head's length of {most} can be computed");
    }

    private static int HeadLength(ModelHandle model)
    {
        var architecture = ModelMetadata.Read(model, "general.architecture");
        var explicitLength = ModelMetadata.ReadInt32(model, architecture + ".attention.key_length");
        if (explicitLength > 0)
            return explicitLength;

        // Where heads differ from layer to layer the count is an array, which llama.cpp does not hand out: no bound is known then.
        var heads = ModelMetadata.ReadInt32(model, architecture + ".attention.head_count");
        return heads == 0 ? int.MaxValue : ModelMetadata.ReadInt32(model, architecture + ".embedding_length") / heads;
    }

    private static RuntimeException Unsupported(ModelLoadRequest request, string reason) =>
        new("model_unsupported", $"'{request.Path}' cannot be run: {reason}. Choose another model.");
}
