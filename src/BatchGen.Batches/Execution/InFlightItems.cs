namespace BatchGen.Batches.Execution;

/// <summary>What one call of the engine is working on, and the bound on its number.</summary>
internal sealed class InFlightItems(int limit) : IDisposable
{
    private readonly SemaphoreSlim _room = new(limit, limit);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _generations = [];

    public int Count
    {
        get
        {
            lock (_lock)
                return _generations.Count;
        }
    }

    public IReadOnlyList<int> Ordinals()
    {
        lock (_lock)
            return [.. _generations.Values.Select(entry => entry.Generation.Item.Ordinal).Distinct()];
    }

    public Task WaitForRoomAsync(CancellationToken cancellationToken) => _room.WaitAsync(cancellationToken);

    /// <summary>Call after <see cref="WaitForRoomAsync"/>.</summary>
    public void Add(Generation generation)
    {
        lock (_lock)
            _generations.Add(generation.Request.Id, new Entry(generation));
    }

    public Generation Start(string id)
    {
        lock (_lock)
        {
            var entry = _generations[id];
            entry.HasStarted = true;
            return entry.Generation;
        }
    }

    /// <summary>Takes out what has its end and makes room for another.</summary>
    public Generation Remove(string id)
    {
        Generation generation;
        lock (_lock)
        {
            generation = _generations[id].Generation;
            _generations.Remove(id);
        }

        _room.Release();
        return generation;
    }

    /// <summary>What the engine was working on when it died.</summary>
    /// <param name="lastBegun">Ids of the requests that it began last, whether it came to say so or not.</param>
    public LostItems TakeLost(IReadOnlyCollection<string> lastBegun)
    {
        lock (_lock)
        {
            var all = _generations.Values.ToList();
            _generations.Clear();
            // An item still in the engine's queue cannot have killed it; when none had a slot, anything may have.
            var started = all.FindAll(entry => entry.HasStarted || lastBegun.Contains(entry.Generation.Request.Id));
            var suspects = ItemsOf(started.Count > 0 ? started : all);
            return new LostItems(suspects, [.. ItemsOf(all).ExceptBy(suspects.Select(item => item.Id), item => item.Id)]);
        }
    }

    public void Dispose() => _room.Dispose();

    private static List<ShardItem> ItemsOf(IEnumerable<Entry> entries) =>
        [.. entries.Select(entry => entry.Generation.Item).DistinctBy(item => item.Id)];

    private sealed class Entry(Generation generation)
    {
        public Generation Generation { get; } = generation;

        public bool HasStarted { get; set; }
    }
}
