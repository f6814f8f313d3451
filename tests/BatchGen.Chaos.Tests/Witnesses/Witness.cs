namespace BatchGen.Chaos.Tests.Witnesses;

/// <summary>
/// Remembers every result that was ever shown, and holds the server to it: whatever is shown later, by a running batch or in its files, must
/// have all of them, each once, as they were. Thread-safe.
/// </summary>
internal sealed class Witness
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<string, string>> _batches = new(StringComparer.Ordinal);
    private readonly HashSet<(string Batch, string CustomId)> _lost = [];
    private readonly HashSet<(string Batch, string CustomId)> _duplicated = [];
    private readonly HashSet<(string Batch, string CustomId)> _changed = [];

    public int Lost => Count(_lost);

    public int Duplicated => Count(_duplicated);

    public int Changed => Count(_changed);

    /// <summary>Results shown so far, of all batches.</summary>
    public int Shown
    {
        get
        {
            lock (_lock)
                return _batches.Values.Sum(results => results.Count);
        }
    }

    /// <summary>Of them, errors.</summary>
    public int Errors(string code)
    {
        lock (_lock)
            return _batches.Values.Sum(results => results.Values.Count(value => value == ShownResult.ErrorValue(code)));
    }

    public int Errors()
    {
        lock (_lock)
            return _batches.Sum(batch => batch.Value.Count(result => new ShownResult(result.Key, result.Value).IsError));
    }

    /// <summary>What an item was shown to have come to; null before that.</summary>
    public string? ValueOf(string batch, string customId)
    {
        lock (_lock)
            return KnownOf(batch).GetValueOrDefault(customId);
    }

    /// <summary>A person wants this result no more, and tries its item again.</summary>
    public void TakeBack(string batch, string customId)
    {
        lock (_lock)
            KnownOf(batch).Remove(customId);
    }

    /// <summary>What a batch shows now. Whatever it showed before must be among it.</summary>
    public void Look(string batch, IReadOnlyList<ShownResult> results)
    {
        lock (_lock)
        {
            var known = KnownOf(batch);
            var now = Once(batch, results);
            foreach (var (id, value) in known)
            {
                if (!now.TryGetValue(id, out var shown))
                    _lost.Add((batch, id));
                else if (shown != value)
                    _changed.Add((batch, id));
            }

            foreach (var (id, value) in now)
                known.TryAdd(id, value);
        }
    }

    /// <summary>What a batch shows once it has ended: beside all it showed before, an end of every item.</summary>
    public void LookAtEnd(string batch, IEnumerable<string> expected, IReadOnlyList<ShownResult> results)
    {
        Look(batch, results);
        lock (_lock)
        {
            foreach (var id in expected.Except(results.Select(result => result.CustomId), StringComparer.Ordinal))
                _lost.Add((batch, id));
        }
    }

    /// <summary>What was shown until now; later results are not in it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Snapshot()
    {
        lock (_lock)
            return _batches.ToDictionary(
                batch => batch.Key, batch => (IReadOnlyDictionary<string, string>)new Dictionary<string, string>(batch.Value), StringComparer.Ordinal);
    }

    private Dictionary<string, string> KnownOf(string batch)
    {
        if (!_batches.TryGetValue(batch, out var known))
            _batches[batch] = known = new Dictionary<string, string>(StringComparer.Ordinal);
        return known;
    }

    private Dictionary<string, string> Once(string batch, IReadOnlyList<ShownResult> results)
    {
        var now = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var result in results)
        {
            if (!now.TryAdd(result.CustomId, result.Value))
                _duplicated.Add((batch, result.CustomId));
        }

        return now;
    }

    private int Count(HashSet<(string Batch, string CustomId)> found)
    {
        lock (_lock)
            return found.Count;
    }
}
