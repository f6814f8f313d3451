using System.Globalization;

namespace BatchGen.Batches.Execution;

/// <summary>The items one call of the engine is working on, and the bound on their number.</summary>
internal sealed class InFlightItems(int limit) : IDisposable
{
    private readonly SemaphoreSlim _room = new(limit, limit);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _items = [];

    public int Count
    {
        get
        {
            lock (_lock)
                return _items.Count;
        }
    }

    public IReadOnlyList<int> Ordinals()
    {
        lock (_lock)
            return [.. _items.Values.Select(entry => entry.Item.Ordinal)];
    }

    public static string IdOf(ShardItem item) => item.Id.ToString(CultureInfo.InvariantCulture);

    public Task WaitForRoomAsync(CancellationToken cancellationToken) => _room.WaitAsync(cancellationToken);

    /// <summary>Call after <see cref="WaitForRoomAsync"/>.</summary>
    public void Add(ShardItem item)
    {
        lock (_lock)
            _items.Add(IdOf(item), new Entry(item));
    }

    public ShardItem Start(string id)
    {
        lock (_lock)
        {
            var entry = _items[id];
            entry.HasStarted = true;
            return entry.Item;
        }
    }

    /// <summary>Takes out an item that has its end and makes room for another.</summary>
    public ShardItem Remove(string id)
    {
        ShardItem item;
        lock (_lock)
        {
            item = _items[id].Item;
            _items.Remove(id);
        }

        _room.Release();
        return item;
    }

    /// <summary>What the engine was working on when it died.</summary>
    public LostItems TakeLost()
    {
        lock (_lock)
        {
            var all = _items.Values.ToList();
            _items.Clear();

            // An item still in the engine's queue cannot have killed it; when none had a slot, anything may have.
            var started = all.FindAll(entry => entry.HasStarted);
            var suspects = started.Count > 0 ? started : all;
            return new LostItems(
                [.. suspects.Select(entry => entry.Item)],
                [.. all.Except(suspects).Select(entry => entry.Item)]);
        }
    }

    public void Dispose() => _room.Dispose();

    private sealed class Entry(ShardItem item)
    {
        public ShardItem Item { get; } = item;

        public bool HasStarted { get; set; }
    }
}
