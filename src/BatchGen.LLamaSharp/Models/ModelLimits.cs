using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Models;
using LLama.Native;

namespace BatchGen.LLamaSharp.Models;

/// <summary>Refuses models that llama.cpp loads and that would end or hang the process later.</summary>
internal static class ModelLimits
{
    /// <exception cref="RuntimeException">The model cannot be run here; the message names the reason.</exception>
    public static void Require(SafeLlamaModelHandle model, ModelLoadRequest request)
    {
        if (model.Vocab.Type == LLamaVocabType.None)
            throw Unsupported(request, "it holds no tokenizer");
        if (model.HasEncoder || !model.HasDecoder)
            throw Unsupported(request, "it is not a decoder-only text model");
        if (RotatableHeads.FindProblem(key => ModelHeader.Read(model, key)) is { } problem)
            throw Unsupported(request, problem);
    }

    private static RuntimeException Unsupported(ModelLoadRequest request, string reason) =>
        new("model_unsupported", $"'{request.Path}' cannot be run: {reason}. Choose another model.");
}
