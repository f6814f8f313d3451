using System.Diagnostics.Metrics;
using BatchGen.Batches.Metering;
using BatchGen.Engine.Client;

namespace BatchGen.Batches.Gauges;

/// <summary>
/// This machine's engines, as they said last: twice a second while they work, every five seconds else. Nothing asks them. An engine that
/// is not loaded says zeros, so that its series has no gap.
/// </summary>
public sealed class EngineGauges
{
    private readonly IEngineManager _engines;
    private readonly EngineTotals _totals = new();
    private readonly Meter _meter;

    public EngineGauges(IMeterFactory meters, IEngineManager engines)
    {
        _engines = engines;
        _meter = BatchGenMeter.Of(meters);
        Gauge("batchgen.engine_requests_running", "{request}", "Requests that have a slot.", engine => engine.Activity?.RunningSequences ?? 0);
        Gauge("batchgen.engine_requests_waiting", "{request}", "Requests that wait for a slot inside it.", engine => engine.Activity?.WaitingSequences ?? 0);
        Gauge("batchgen.engine_slots", "{slot}", "Requests that can run at once; 0 while it is not loaded.", engine => engine.Model?.Context.Slots ?? 0);
        Gauge("batchgen.kv_cache_usage_ratio", "1", "Cells that hold a running request's token, of all.", engine => Share(engine, all => all.KvCellsUsed));
        Gauge(
            "batchgen.kv_cache_reserved_ratio", "1", "Cells that running requests have or were promised.", engine => Share(engine, all => all.KvCellsReserved));
        Gauge("batchgen.engine_memory", "By", "Resident memory of its process.", engine => engine.ProcessId is null ? 0 : engine.ProcessBytes);
        Total("batchgen.engine_restarts", "{restart}", "Times its process died and was started again.", engine => engine.Restarts);
        Total(
            "batchgen.engine_prompt_tokens",
            "{token}",
            "Computed so that answers could begin or go on.",
            engine => Sum("prefill", engine, engine.Activity?.PrefillTokens));
        Total(
            "batchgen.engine_generated_tokens",
            "{token}",
            "Generated, also for answers thrown away.",
            engine => Sum("decode", engine, engine.Activity?.DecodeTokens));
        Total("batchgen.engine_cached_tokens", "{token}", "Taken from other requests' cells.", engine => Sum("cached", engine, engine.Activity?.CachedTokens));
        Total(
            "batchgen.engine_preemptions",
            "{preemption}",
            "Times a request gave its slot back.",
            engine => Sum("preemptions", engine, engine.Activity?.Preemptions));
        _meter.CreateObservableGauge("batchgen.engine_state", States, null, "1 for the state that the engine is in, 0 for the others.");
    }

    private IEnumerable<Measurement<int>> States() =>
        from status in _engines.GetStatuses()
        from state in Enum.GetValues<EngineState>()
        select new Measurement<int>(
            status.State == state ? 1 : 0, ModelOf(status), new KeyValuePair<string, object?>("state", state.ToString().ToLowerInvariant()));

    private long Sum(string counter, EngineStatus engine, long? now) => _totals.Add(counter, engine, now);

    private static double Share(EngineStatus status, Func<Inference.Scheduling.LoopActivity, int> cells) =>
        status.Activity is { KvCellsTotal: > 0 } activity ? (double)cells(activity) / activity.KvCellsTotal : 0;

    private void Gauge(string name, string? unit, string description, Func<EngineStatus, double> read) => _meter.CreateObservableGauge(
        name, () => _engines.GetStatuses().Select(status => new Measurement<double>(read(status), ModelOf(status))), unit, description);

    private void Total(string name, string? unit, string description, Func<EngineStatus, long> read) => _meter.CreateObservableCounter(
        name, () => _engines.GetStatuses().Select(status => new Measurement<long>(read(status), ModelOf(status))), unit, description);

    private static KeyValuePair<string, object?> ModelOf(EngineStatus status) => new("model", Path.GetFileName(status.ModelPath));
}
