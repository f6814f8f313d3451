namespace BatchGen.Inference.Runtime;

/// <summary>What a loaded model says of itself.</summary>
/// <param name="Architecture"><c>general.architecture</c>, e.g. "chatglm".</param>
/// <param name="Name"><c>general.name</c>, or the file's name.</param>
/// <param name="TrainedContextTokens">The longest context the model was trained on.</param>
/// <param name="LayerCount">Transformer blocks.</param>
/// <param name="EmbeddingLength">n_embd.</param>
/// <param name="VocabularySize">Tokens in the vocabulary.</param>
/// <param name="ParameterCount">Parameters in all tensors.</param>
/// <param name="SizeBytes">The sum of the tensors' sizes in bytes.</param>
/// <param name="Description">llama.cpp's own line, e.g. "chatglm 9B Q4_K - Medium".</param>
/// <param name="ChatTemplate"><c>tokenizer.chat_template</c>, or null.</param>
public sealed record ModelInfo(
    string Architecture,
    string Name,
    int TrainedContextTokens,
    int LayerCount,
    int EmbeddingLength,
    int VocabularySize,
    long ParameterCount,
    long SizeBytes,
    string Description,
    string? ChatTemplate)
{
    /// <summary>What the template may write for the beginning and the end of a text.</summary>
    public SpecialTexts SpecialTexts { get; init; } = SpecialTexts.None;
}

/// <summary>Texts of tokens that a chat template may write out; empty where the model has none.</summary>
public sealed record SpecialTexts(string Beginning, string End)
{
    public static SpecialTexts None { get; } = new("", "");
}
