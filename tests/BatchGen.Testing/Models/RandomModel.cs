using System.Collections.Concurrent;

namespace BatchGen.Testing.Models;

/// <summary>
/// Writes small chatglm models with random weights: enough for llama.cpp to compute with, the same bytes for the same seed.
/// The rows of the special tokens are zero in the output, so a random model never ends its own answer.
/// </summary>
public static class RandomModel
{
    private static readonly ConcurrentDictionary<RandomModelShape, Lazy<string>> Written = new();
    private static readonly Lazy<string> Folder = new(RandomModelFolder.Create);

    /// <summary>A model of this shape, written once a test process.</summary>
    public static string PathOf(RandomModelShape shape) =>
        Written.GetOrAdd(shape, wanted => new Lazy<string>(() =>
        {
            var path = Path.Combine(Folder.Value, $"{Guid.NewGuid():N}.gguf");
            Write(path, wanted, seed: 1);
            return path;
        })).Value;

    public static void Write(string path, RandomModelShape shape, int seed)
    {
        var tensors = RandomTensors.Of(shape);
        using var file = File.Create(path);
        using var gguf = new GgufWriter(file);
        RandomModelHeader.Write(gguf, shape, tensors.Count);
        gguf.WriteTensorList(tensors);
        var random = new Random(seed);
        var chain = new TokenChain(shape, seed);
        foreach (var tensor in tensors)
            gguf.WriteData(writer => WriteRows(writer, tensor, random, shape.DistinctRows, chain));
    }

    private static void WriteRows(BinaryWriter writer, RandomTensor tensor, Random random, int distinctRows, TokenChain chain)
    {
        // A uniform distribution over ±√3 has a standard deviation of 1.
        var width = tensor.Spread * MathF.Sqrt(3);
        var row = new float[tensor.RowLength];
        var drawn = new List<byte[]>();
        for (var index = 0; index < tensor.Rows; index++)
        {
            if (chain.TryFill(tensor, index, row))
            {
                writer.Write(RowEncoder.Encode(row, tensor.Type));
                continue;
            }

            var isZero = index >= tensor.ZeroRowsFrom;
            if (!isZero && index >= distinctRows)
            {
                writer.Write(drawn[index % distinctRows]);
                continue;
            }

            for (var column = 0; column < row.Length; column++)
                row[column] = isZero ? 0 : tensor.Mean + (((random.NextSingle() * 2) - 1) * width);
            var encoded = RowEncoder.Encode(row, tensor.Type);
            writer.Write(encoded);
            if (index < distinctRows && distinctRows < tensor.Rows)
                drawn.Add(encoded);
        }
    }
}
