using BatchGen.Batches.Models;
using BatchGen.Batches.Requests;

namespace BatchGen.Batches.Submission;

/// <summary>Judges the models that lines name beside the one that their batch runs on, and counts the names.</summary>
/// <param name="modelPath">Of the model that the batch runs on.</param>
internal sealed class LineModels(NameTable table, string modelPath, OnOtherModel onOther)
{
    // An input may name another model on each of its lines: beyond these a name is judged and not counted.
    private const int MostCounted = 1_000;
    private const int MostListed = 20;

    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    /// <summary>How many names there are that are not the model's own.</summary>
    public int TotalNames => _lines.Count;

    /// <summary>How many lines were refused for it.</summary>
    public int Refused { get; private set; }

    /// <summary>What was named that is not the model's own name, the most frequent first.</summary>
    public IReadOnlyList<ModelUse> Listed() =>
    [
        .. _lines.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MostListed)
            .Select(pair => new ModelUse(pair.Key, pair.Value, table.Find(pair.Key)?.Name)),
    ];

    /// <returns>The path of the model that runs the line.</returns>
    /// <exception cref="RequestRefusedException">The name means no model, and the batch's is not to run it.</exception>
    public string Take(string? name)
    {
        if (name is null || ModelName.IsOf(modelPath, name))
            return modelPath;
        if (_lines.TryGetValue(name, out var lines) || _lines.Count < MostCounted)
            _lines[name] = lines + 1;
        if (onOther == OnOtherModel.Run)
            return modelPath;
        if (table.Find(name) is { } meant)
            return meant.Path;
        Refused++;
        throw table.Refused(name);
    }
}
