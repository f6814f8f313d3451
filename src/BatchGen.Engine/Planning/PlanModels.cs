using System.Collections.Concurrent;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;

namespace BatchGen.Engine.Planning;

/// <summary>Reads models' headers, in managed code, and keeps the last few: a slider asks for the same one each time.</summary>
internal sealed class PlanModels
{
    private const int Kept = 16;

    private readonly ConcurrentDictionary<string, ReadModel> _read = new(StringComparer.Ordinal);

    /// <exception cref="GgufException">The file is missing, or its header is refused.</exception>
    public ModelShape Get(string path)
    {
        var stamp = GgufParts.StampOf(path);
        if (_read.TryGetValue(path, out var known) && known.Stamp == stamp)
            return known.Shape;

        var shape = Read(path);
        if (_read.Count >= Kept)
            _read.Clear();
        _read[path] = new ReadModel(stamp, shape);
        return shape;
    }

    private static ModelShape Read(string path)
    {
        var file = GgufFile.Read(path);
        GgufSafety.Check(file);
        return ModelShape.From(file);
    }

    private sealed record ReadModel(PartsStamp Stamp, ModelShape Shape);
}
