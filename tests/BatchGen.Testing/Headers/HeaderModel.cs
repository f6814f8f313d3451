using BatchGen.Inference.Gguf;

namespace BatchGen.Testing.Headers;

/// <summary>Whole files for described headers: F32 weights drawn by each tensor's name, so that a model has the same ones in one file and in several.</summary>
public static class HeaderModel
{
    private const int Alignment = 32;

    /// <summary>A gemma-like model, five of six layers with a window, that computes in a moment.</summary>
    public static ModelHeader Windowed { get; } = new("gemma3", 6, 64, 128, 4, 2, 320)
    {
        TrainedContext = 4096, HeadLength = 32, TiedOutput = true, PostNorms = true, QueryKeyNorms = true, SlidingWindow = 32, Weights = GgufTensorType.F32,
    };

    public static void Write(string path, GgufHeaderBuilder header)
    {
        var bytes = header.Header();
        using var file = File.Create(path);
        file.Write(bytes);
        Pad(file, bytes.Length);
        foreach (var tensor in header.Tensors)
        {
            file.Write(Data(tensor));
            Pad(file, tensor.Bytes);
        }
    }

    /// <summary>The same model in parts, named as llama.cpp looks for them.</summary>
    /// <returns>Their paths, the first one first.</returns>
    public static IReadOnlyList<string> WriteParts(string folder, string name, GgufHeaderBuilder header, int parts)
    {
        var all = header.Tensors.ToList();
        List<string> paths = [.. Enumerable.Range(1, parts).Select(number => Path.Combine(folder, $"{name}-{number:D5}-of-{parts:D5}.gguf"))];
        for (var index = 0; index < parts; index++)
        {
            var own = all.Where((_, at) => at * parts / all.Count == index).Select(tensor => tensor.Name).ToHashSet();
            var part = index == 0 ? header : new GgufHeaderBuilder();
            if (index == 0)
                part.WithoutTensors(tensor => !own.Contains(tensor));
            else
                all.Where(tensor => own.Contains(tensor.Name)).ToList().ForEach(tensor => part.Tensor(tensor));
            Write(paths[index], part.SplitKeys(index, parts, all.Count));
        }

        return paths;
    }

    /// <summary>What llama-gguf-split writes into a part.</summary>
    public static GgufHeaderBuilder SplitKeys(this GgufHeaderBuilder part, int index, int parts, int tensors) => part
        .RawKey("split.no", [(byte)GgufValueType.U16, 0, 0, 0, .. BitConverter.GetBytes((ushort)index)])
        .RawKey("split.count", [(byte)GgufValueType.U16, 0, 0, 0, .. BitConverter.GetBytes((ushort)parts)])
        .Key("split.tensors.count", tensors);

    private static void Pad(FileStream file, long written) => file.Write(new byte[(Alignment - (written % Alignment)) % Alignment]);

    private static byte[] Data(TensorSpec tensor)
    {
        var random = new Random(tensor.Name.Aggregate(17, (seed, character) => unchecked((seed * 31) + character)));
        var isNorm = tensor.Name.EndsWith("norm.weight", StringComparison.Ordinal);
        var values = new float[tensor.Bytes / sizeof(float)];
        for (var i = 0; i < values.Length; i++)
            values[i] = isNorm ? 0.8f + (0.4f * random.NextSingle()) : (random.NextSingle() - 0.5f) * 0.6f;
        var bytes = new byte[tensor.Bytes];
        Buffer.BlockCopy(values, 0, bytes, 0, bytes.Length);
        return bytes;
    }
}
