using System.Collections.Concurrent;
using BatchGen.Inference.Memory;
using BatchGen.Testing.Headers;

namespace BatchGen.Inference.Tests.Memory;

/// <summary>The shapes of <see cref="ModelHeader"/>, each read once from its header.</summary>
internal static class TestShapes
{
    private static readonly ConcurrentDictionary<ModelHeader, ModelShape> Read = new();

    public static ModelShape CodeGeeX4 => Of(ModelHeader.CodeGeeX4);

    public static ModelShape Small => Of(ModelHeader.SmallChatglm);

    public static ModelShape Of(ModelHeader header) =>
        Read.GetOrAdd(header, model => ModelShape.From(model.WithoutVocabulary().Read()));

    public static ModelShape Named(string name) => Of(name switch
    {
        nameof(ModelHeader.CodeGeeX4) => ModelHeader.CodeGeeX4,
        nameof(ModelHeader.SmallChatglm) => ModelHeader.SmallChatglm,
        nameof(ModelHeader.Llama8B) => ModelHeader.Llama8B,
        nameof(ModelHeader.Llama7B) => ModelHeader.Llama7B,
        nameof(ModelHeader.Qwen2_7B) => ModelHeader.Qwen2_7B,
        nameof(ModelHeader.Qwen3_4B) => ModelHeader.Qwen3_4B,
        nameof(ModelHeader.Mixtral) => ModelHeader.Mixtral,
        nameof(ModelHeader.Gemma2B) => ModelHeader.Gemma2B,
        nameof(ModelHeader.Gemma2_2B) => ModelHeader.Gemma2_2B,
        nameof(ModelHeader.Gemma3) => ModelHeader.Gemma3,
        "SmallGemma3" => HeaderModel.Windowed with { Layers = 13, SlidingWindow = 100 },
        nameof(ModelHeader.Glm4) => ModelHeader.Glm4,
        nameof(ModelHeader.Granite) => ModelHeader.Granite,
        nameof(ModelHeader.InternLm2) => ModelHeader.InternLm2,
        nameof(ModelHeader.Mistral3) => ModelHeader.Mistral3,
        nameof(ModelHeader.StarCoder2) => ModelHeader.StarCoder2,
        nameof(ModelHeader.Qwen3Moe) => ModelHeader.Qwen3Moe,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    });
}
