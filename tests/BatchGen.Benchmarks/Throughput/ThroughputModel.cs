using BatchGen.Inference.Runtime;
using BatchGen.Testing.Models;
using BatchGen.Web.Hosting;

namespace BatchGen.Benchmarks.Throughput;

/// <summary>A model to measure with: its file, and how prompts for it are made.</summary>
internal sealed record ThroughputModel(string Name, string Path, bool HasChain)
{
    public const int ChainTokens = 1100;

    private static readonly string Folder = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "batchgen-throughput-models");

    private static readonly Dictionary<string, RandomModelShape> Shapes = new(StringComparer.Ordinal)
    {
        ["126m"] = Shape(layers: 12, embeddingLength: 768, heads: 12),
        ["270m"] = Shape(layers: 16, embeddingLength: 1024, heads: 16),
        // The benchmark's own quick try.
        ["tiny"] = Shape(layers: 4, embeddingLength: 256, heads: 4),
    };

    /// <summary>Writes a random model once a machine; a second run finds it.</summary>
    public static ThroughputModel Of(string name)
    {
        if (name == "demo")
            return new ThroughputModel(name, System.IO.Path.Combine(ContentRoot.Find(), "models", "batchgen-demo.gguf"), HasChain: false);
        if (name.Split('=') is ["9b", var file])
            return new ThroughputModel("9b", file, HasChain: true);
        if (!Shapes.TryGetValue(name, out var shape))
            return File.Exists(name) ? new ThroughputModel(System.IO.Path.GetFileNameWithoutExtension(name), name, HasChain: false) : throw new FormatException($"There is no model '{name}': name one of demo, {string.Join(", ", Shapes.Keys)}, or a file.");
        var path = System.IO.Path.Combine(Directory.CreateDirectory(Folder).FullName, $"random-{name}.gguf");
        if (!File.Exists(path))
        {
            RandomModel.Write(path + ".new", shape, seed: 1);
            File.Move(path + ".new", path, overwrite: true);
        }

        return new ThroughputModel(name, path, HasChain: true);
    }

    private static RandomModelShape Shape(int layers, int embeddingLength, int heads) => new(
        layers,
        embeddingLength,
        FeedForwardLength: 4 * embeddingLength,
        heads,
        KvHeads: 2,
        ContextTokens: 8192,
        TensorType.Q8_0,
        VocabularySize: 16_384,
        DistinctRows: 256,
        ChainTokens);
}
