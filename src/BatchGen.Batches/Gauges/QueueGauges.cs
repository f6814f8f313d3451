using System.Diagnostics.Metrics;
using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Metering;
using BatchGen.Batches.Nodes;

namespace BatchGen.Batches.Gauges;

/// <summary>Figures of the whole queue. Every machine says the same: of several, take one or the largest, never the sum.</summary>
public sealed class QueueGauges
{
    private static readonly BatchState[] States = [BatchState.Queued, BatchState.Running, BatchState.Paused];

    private readonly QueueFigures _figures;

    public QueueGauges(IMeterFactory meters, QueueFigures figures, QueueControl control, NodeBoard nodes)
    {
        ArgumentNullException.ThrowIfNull(control);
        ArgumentNullException.ThrowIfNull(nodes);
        _figures = figures;
        var meter = BatchGenMeter.Of(meters);
        meter.CreateObservableGauge("batchgen.queue_items", () => Depths(work => work.Items), "{item}", "Items without an end.");
        meter.CreateObservableGauge("batchgen.queue_batches", () => Depths(work => work.Batches), "{batch}", "Batches that are not at rest.");
        meter.CreateObservableGauge("batchgen.waiting_shards", Waiting, "{shard}", "Shards that nobody works on, by why.");
        meter.CreateObservableGauge("batchgen.queue_paused", () => control.Pause is null ? 0 : 1, null, "1 while the whole queue is paused, else 0.");
        meter.CreateObservableGauge("batchgen.nodes", () => Nodes(nodes.List()), "{machine}", "Machines on the database.");
    }

    /// <summary>Each combination, also those of which there is nothing: a series that ends is no zero.</summary>
    private IEnumerable<Measurement<long>> Depths(Func<QueuedWork, long> figure) => _figures.Read() is not { } reading
        ? []
        : from priority in new[] { 1, 0, -1 }
          from state in States
          select new Measurement<long>(
              reading.Batches.Where(work => work.Priority == priority && work.State == state).Sum(figure),
              new KeyValuePair<string, object?>("priority", NameOf(priority)),
              new KeyValuePair<string, object?>("state", state.ToString().ToLowerInvariant()));

    private IEnumerable<Measurement<long>> Waiting() => _figures.Read() is not { } reading
        ? []
        : Enum.GetValues<ShardWait>().Select(reason => new Measurement<long>(
            reading.Shards.Where(waiting => waiting.Reason == reason).Sum(waiting => (long)waiting.Shards),
            new KeyValuePair<string, object?>("reason", reason.ToString().ToLowerInvariant())));

    private static IEnumerable<Measurement<int>> Nodes(IReadOnlyList<NodeView> nodes) => Enum.GetValues<NodeState>().Select(state => new Measurement<int>(
        nodes.Count(node => node.State == state), new KeyValuePair<string, object?>("state", state.ToString().ToLowerInvariant())));

    private static string NameOf(int priority) => priority switch { > 0 => "urgent", < 0 => "low", 0 => "normal" };
}
