using System.Globalization;

namespace BatchGen.Testing.Models;

/// <summary>The tensors of llama.cpp's chatglm architecture, with spreads that keep activations of size one.</summary>
internal static class RandomTensors
{
    public const string Embedding = "token_embd.weight";
    public const string Output = "output.weight";

    public static IReadOnlyList<RandomTensor> Of(RandomModelShape shape)
    {
        var vocabulary = RandomVocabulary.SizeOf(shape);
        return
        [
            Matrix(Embedding, shape.EmbeddingLength, vocabulary, shape, spread: 1),
            .. Enumerable.Range(0, shape.Layers).SelectMany(layer => Block(shape, layer)),
            Norm("output_norm.weight", shape),
            Matrix(Output, shape.EmbeddingLength, vocabulary, shape, Fan(shape.EmbeddingLength)) with { ZeroRowsFrom = RandomVocabulary.FirstSpecial },
        ];
    }

    private static IEnumerable<RandomTensor> Block(RandomModelShape shape, int layer)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"blk.{layer}.");
        var qkv = shape.EmbeddingLength + (2 * shape.KvHeads * shape.HeadLength);
        yield return Norm(prefix + "attn_norm.weight", shape);
        yield return Matrix(prefix + "attn_qkv.weight", shape.EmbeddingLength, qkv, shape, Fan(shape.EmbeddingLength));
        yield return new RandomTensor(prefix + "attn_qkv.bias", qkv, 1, TensorType.F32, Mean: 0, Spread: 0.1f);
        yield return Matrix(prefix + "attn_output.weight", shape.EmbeddingLength, shape.EmbeddingLength, shape, Fan(shape.EmbeddingLength) * Say(shape));
        yield return Norm(prefix + "ffn_norm.weight", shape);
        // Gate and up in one tensor, as the architecture has it.
        yield return Matrix(prefix + "ffn_up.weight", shape.EmbeddingLength, 2 * shape.FeedForwardLength, shape, Fan(shape.EmbeddingLength));
        yield return Matrix(prefix + "ffn_down.weight", shape.FeedForwardLength, shape.EmbeddingLength, shape, Fan(shape.FeedForwardLength) * Say(shape));
    }

    private static RandomTensor Matrix(string name, int rowLength, int rows, RandomModelShape shape, float spread) =>
        new(name, rowLength, rows, shape.Weights, Mean: 0, spread);

    private static RandomTensor Norm(string name, RandomModelShape shape) =>
        new(name, shape.EmbeddingLength, 1, TensorType.F32, Mean: 1, Spread: 0.1f);

    /// <summary>Twice what keeps a sum of this many products at size one: the answer then depends on more than the last token.</summary>
    private static float Fan(int inputs) => 2 / MathF.Sqrt(inputs);

    /// <summary>How much a block adds to what it is given: next to nothing in a chain, where the last token alone decides.</summary>
    private static float Say(RandomModelShape shape) => shape.ChainTokens > 0 ? 0.02f : 1;
}
