using BatchGen.Inference.Gguf;
using BatchGen.Testing.Headers;

namespace BatchGen.Testing.Mutations;

/// <summary>
/// Model files that are wrong in one to three places, the same ones for the same seed: a small model of one of the architectures that
/// <see cref="ModelHeader"/> describes, whose keys, tensors or bytes are changed. Their weights are all alike.
/// </summary>
public sealed class ModelMutator(int seed)
{
    private const int Layers = 2;
    private const int Vocabulary = 320;

    private static readonly ModelHeader[] Bases =
    [
        Small("chatglm") with { AttentionBias = true },
        Small("llama"),
        Small("llama") with { Experts = 4, ExpertsUsed = 2 },
        Small("qwen2") with { AttentionBias = true },
        Small("qwen3") with { QueryKeyNorms = true, TiedOutput = true },
        Small("qwen3moe") with { QueryKeyNorms = true, Experts = 4, ExpertsUsed = 2 },
        Small("gemma") with { TiedOutput = true },
        Small("gemma2") with { TiedOutput = true, PostNorms = true, SlidingWindow = 128 },
        Small("gemma3") with { TiedOutput = true, PostNorms = true, QueryKeyNorms = true, SlidingWindow = 128 },
        Small("glm4") with { PostNorms = true, Gate = Inference.Memory.FeedForwardKind.FusedGate },
        Small("granite") with { TiedOutput = true },
        Small("internlm2"),
        Small("mistral3"),
        Small("starcoder2") with { AttentionBias = true, Biases = true, Gate = Inference.Memory.FeedForwardKind.Plain },
    ];

    private readonly Random _random = new(seed);

    /// <summary>As many whole models as there are bases, then mutated ones without end.</summary>
    public IEnumerable<MutatedModel> All()
    {
        foreach (var model in Bases)
            yield return new MutatedModel(model.Architecture, HeaderOf(model).Header(), HeaderOf(model).DataBytes);
        while (true)
            yield return Next();
    }

    public static int WholeModels => Bases.Length;

    private MutatedModel Next()
    {
        var model = Bases[_random.Next(Bases.Length)];
        var header = HeaderOf(model);
        if (_random.Next(4) == 0)
            header = SentencePieces.Put(header, model.Vocabulary);
        var keys = new KeyMutator(model.Architecture, Layers, Vocabulary, _random);
        var what = new List<string>();
        for (var changes = 1 + _random.Next(3); changes > 0; changes--)
            what.Add(_random.Next(4) == 0 ? TensorMutator.Change(header, _random) : keys.Change(header));
        var bytes = header.Header();
        if (_random.Next(5) == 0)
        {
            bytes = new HeaderMutator(bytes, _random).Damage(bytes);
            what.Add("bytes");
        }

        return new MutatedModel($"{model.Architecture}: {string.Join("; ", what)}", bytes, header.DataBytes);
    }

    private static GgufHeaderBuilder HeaderOf(ModelHeader model) => model.Architecture switch
    {
        "granite" => model.Header().Key("granite.logit_scale", 8f),
        "qwen3moe" => model.Header().Key("qwen3moe.expert_feed_forward_length", (uint)model.FeedForward),
        _ => model.Header(),
    };

    private static ModelHeader Small(string architecture) => new(architecture, Layers, 64, 128, 2, 1, Vocabulary) { TrainedContext = 4096 };
}

/// <param name="Description">The model and what was changed.</param>
/// <param name="Header">The file's beginning.</param>
/// <param name="DataBytes">Weights that follow it, all alike.</param>
public sealed record MutatedModel(string Description, byte[] Header, long DataBytes)
{
    private const int Padding = 1 << 12;
    private const int MostWritten = 1 << 24;

    /// <summary>0.0115 as an f32, 1.06 as an f16.</summary>
    private const byte Weight = 0x3C;

    public void Write(string path)
    {
        using var file = File.Create(path);
        file.Write(Header);
        // A little more than is announced: a change in the header's length may move where the data begins.
        var weights = new byte[Math.Min(DataBytes, MostWritten) + Padding];
        weights.AsSpan().Fill(Weight);
        file.Write(weights);
        file.SetLength(Header.Length + DataBytes + Padding);
    }
}

/// <summary>A vocabulary as SentencePiece models have it, instead of the byte pairs of <see cref="ModelHeader"/>: 256 byte tokens and scores.</summary>
internal static class SentencePieces
{
    private const int ByteType = 6;

    public static GgufHeaderBuilder Put(GgufHeaderBuilder header, int vocabulary) => header
        .Key("tokenizer.ggml.model", "llama")
        .Key("tokenizer.ggml.pre", "default")
        .Key("tokenizer.ggml.tokens", [.. Enumerable.Range(0, vocabulary).Select(Token)])
        .Key("tokenizer.ggml.scores", [.. Enumerable.Repeat(0f, vocabulary)])
        .Key("tokenizer.ggml.token_type", [.. Enumerable.Range(0, vocabulary).Select(token => token is >= 3 and < 259 ? ByteType : 1)])
        .Without("tokenizer.ggml.merges");

    private static string Token(int token) => token switch
    {
        0 => "<unk>",
        1 => "<s>",
        2 => "</s>",
        < 259 => $"<0x{token - 3:X2}>",
        _ => $"▁t{token}",
    };
}

/// <summary>Changes the list of tensors.</summary>
internal static class TensorMutator
{
    public static string Change(GgufHeaderBuilder header, Random random)
    {
        var index = random.Next(header.Tensors.Count);
        var tensor = header.Tensors[index];
        var changed = Changed(header, tensor, random);
        if (changed is null)
            header.WithoutTensors(name => name == tensor.Name);
        else
            header.ReplaceTensor(index, changed);
        return changed is null
            ? $"{tensor.Name} removed"
            : $"{tensor.Name} is {changed.Name}, {(GgufTensorType)changed.Type}, {string.Join('x', changed.Dimensions)}, at {changed.Offset}";
    }

    private static TensorSpec? Changed(GgufHeaderBuilder header, TensorSpec tensor, Random random)
    {
        long[] dimensions = [.. tensor.Dimensions];
        switch (random.Next(7))
        {
            case 0:
                return null;
            case 1:
                return tensor with { Type = (uint)random.Next(42) };
            case 2:
                dimensions[random.Next(dimensions.Length)] = new long[] { 0, 1, 32, 64, 96, 128, 256, 319, 321, 512 }[random.Next(10)];
                return tensor with { Dimensions = dimensions };
            case 3:
                return tensor with { Dimensions = [.. dimensions.Reverse()] };
            case 4:
                return tensor with { Dimensions = [.. dimensions, random.Next(3)] };
            case 5:
                return tensor with { Name = header.Tensors[random.Next(header.Tensors.Count)].Name };
            default:
                return tensor with { Offset = 32 * random.Next(10_000) };
        }
    }
}
