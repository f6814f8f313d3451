using System.Text.Json;

namespace BatchGen.Benchmarks.Throughput;

/// <summary>One contender's passage through one workload, in one round.</summary>
internal sealed record Passage(string Model, string Workload, string Description, int Items, string Contender, RunFigures Figures);

/// <summary>All passages, kept in a file if one is named: a run may be split, and another may add to it.</summary>
internal sealed class PassageStore
{
    private readonly string? _path;
    private readonly List<Passage> _passages;

    public PassageStore(string? path)
    {
        _path = path;
        _passages = path is not null && File.Exists(path)
            ? [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<Passage>(line)!)]
            : [];
    }

    public IReadOnlyList<Passage> All => _passages;

    public void Add(Passage passage)
    {
        _passages.Add(passage);
        if (_path is not null)
            File.AppendAllText(_path, JsonSerializer.Serialize(passage) + "\n");
    }
}
