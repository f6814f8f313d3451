namespace BatchGen.Testing.Models;

/// <summary>The shape of a random chatglm model; the defaults are the smallest that every KV type accepts.</summary>
/// <param name="EmbeddingLength">A multiple of 32 × <paramref name="Heads"/>: a quantized KV cache needs heads of 32 or more.</param>
/// <param name="FeedForwardLength">A multiple of 32, the block size of the quantized types.</param>
/// <param name="ContextTokens">The context length the file claims to be trained for.</param>
/// <param name="VocabularySize">Tokens in all; what is beyond the usual 300 is never generated. 0 adds none.</param>
/// <param name="DistinctRows">Rows of each matrix that are drawn; the others repeat them, so that gigabytes are written at the disk's speed.</param>
/// <param name="ChainTokens">
/// Tokens of a chain behind the usual 300 (<see cref="RandomVocabulary.ChainTokenOf"/>): after the nth the one before it is always the
/// likeliest, after the first <c>&lt;|endoftext|&gt;</c>. So the last token of a prompt says how long its answer is and which,
/// whatever runs beside it, and at the cost of any other weights. 0 makes none.
/// </param>
/// <param name="ChatTemplate">Written as <c>tokenizer.chat_template</c>; null leaves the key out.</param>
public sealed record RandomModelShape(
    int Layers = 2,
    int EmbeddingLength = 64,
    int FeedForwardLength = 128,
    int Heads = 2,
    int KvHeads = 1,
    int ContextTokens = 8192,
    TensorType Weights = TensorType.F32,
    int VocabularySize = 0,
    int DistinctRows = int.MaxValue,
    int ChainTokens = 0,
    string? ChatTemplate = RandomModelShape.ChatGlm4Template)
{
    /// <summary>A template of one's own wording that llama.cpp recognizes as chatglm4 by its opening tokens.</summary>
    public const string ChatGlm4Template =
        "[gMASK]<sop>{% for message in messages %}<|{{ message.role }}|>\n{{ message.content }}{% endfor %}{% if add_generation_prompt %}<|assistant|>\n{% endif %}";

    public int HeadLength => EmbeddingLength / Heads;
}
