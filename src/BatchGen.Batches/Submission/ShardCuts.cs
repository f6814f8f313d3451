using BatchGen.Batches.Data;

namespace BatchGen.Batches.Submission;

/// <summary>
/// Cuts a batch's items into shards as they are stored: so many of one model each, whatever stands between them in the input. A line that never
/// became a request has no model; it has its end already, and any range may pass over it.
/// </summary>
internal sealed class ShardCuts(int itemsPerShard, int models)
{
    private readonly List<Cut>[] _cuts = [.. Enumerable.Range(0, models).Select(_ => new List<Cut>())];
    private readonly int[] _items = new int[models];
    private readonly int[] _failed = new int[models];

    /// <summary>Model by model, each in the input's order.</summary>
    public IEnumerable<ShardRange> Ranges => _cuts.SelectMany((cuts, model) => cuts.Select(cut => new ShardRange(model, cut.First, cut.Last)));

    /// <summary>Items of one model come in their order.</summary>
    public void Add(PreparedItem item)
    {
        if (item.RequestJson.Length == 0 && models > 1)
            return;
        var cuts = _cuts[item.ModelIndex];
        if (cuts.Count == 0 || cuts[^1].Items == itemsPerShard)
            cuts.Add(new Cut(item.Ordinal));
        cuts[^1].Take(item.Ordinal);
        _items[item.ModelIndex]++;
        _failed[item.ModelIndex] += item.Problem is null ? 0 : 1;
    }

    /// <summary>With what is known before anything has run.</summary>
    public IEnumerable<BatchModel> ToModels(Batch batch, PreparedInput input) => input.Models.Select((model, index) => new BatchModel
    {
        BatchId = batch.Id,
        Index = index,
        Path = model.Path,
        TotalItems = _items[index],
        FailedItems = _failed[index],
    });

    private sealed class Cut(int first)
    {
        public int First => first;

        public int Last { get; private set; }

        public int Items { get; private set; }

        public void Take(int ordinal)
        {
            Last = ordinal;
            Items++;
        }
    }
}

/// <param name="Last">Inclusive.</param>
internal sealed record ShardRange(int ModelIndex, int First, int Last);
