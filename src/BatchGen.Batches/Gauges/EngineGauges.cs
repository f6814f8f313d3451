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
        Gauge("batchgen.engine_requests_running", "{request}", "Requests that have a slot.", status => status.Activity?.RunningSequences ?? 0);
        Gauge("batchgen.engine_requests_waiting", "{request}", "Requests that wait for a slot inside the engine.", status => status.Activity?.WaitingSequences ?? 0);
        Gauge("batchgen.engine_slots", "{slot}", "Requests that can run at once; 0 while it is not loaded.", status => status.Model?.Context.Slots ?? 0);
        Gauge("batchgen.kv_cache_usage_ratio", "1", "Cells that hold a token of a running request, of all.", status => Share(status, activity => activity.KvCellsUsed));
        Gauge("batchgen.kv_cache_reserved_ratio", "1", "Cells that running requests have or were promised, of all.", status => Share(status, activity => activity.KvCellsReserved));
        Gauge("batchgen.engine_memory", "By", "Resident memory of the engine's process.", status => status.ProcessId is null ? 0 : status.ProcessBytes);
        Total("batchgen.engine_restarts", "{restart}", "Times its process died and was started again.", status => status.Restarts);
        Total("batchgen.engine_prompt_tokens", "{token}", "Tokens computed so that answers could begin or go on.", status => _totals.Add("prefill", status, status.Activity?.PrefillTokens));
        Total("batchgen.engine_generated_tokens", "{token}", "Tokens generated, those of answers that were thrown away among them.", status => _totals.Add("decode", status, status.Activity?.DecodeTokens));
        Total("batchgen.engine_cached_tokens", "{token}", "Tokens taken from other requests' cells instead of computed.", status => _totals.Add("cached", status, status.Activity?.CachedTokens));
        Total("batchgen.engine_preemptions", "{preemption}", "Times a request gave its slot back because cells ran out.", status => _totals.Add("preemptions", status, status.Activity?.Preemptions));
        _meter.CreateObservableGauge("batchgen.engine_state", States, null, "1 for the state that the engine is in, 0 for the others.");
    }

    private IEnumerable<Measurement<int>> States() =>
        from status in _engines.GetStatuses()
        from state in Enum.GetValues<EngineState>()
        select new Measurement<int>(
            status.State == state ? 1 : 0, ModelOf(status), new KeyValuePair<string, object?>("state", state.ToString().ToLowerInvariant()));

    private static double Share(EngineStatus status, Func<Inference.Scheduling.LoopActivity, int> cells) =>
        status.Activity is { KvCellsTotal: > 0 } activity ? (double)cells(activity) / activity.KvCellsTotal : 0;

    private void Gauge(string name, string? unit, string description, Func<EngineStatus, double> read) => _meter.CreateObservableGauge(
        name, () => _engines.GetStatuses().Select(status => new Measurement<double>(read(status), ModelOf(status))), unit, description);

    private void Total(string name, string? unit, string description, Func<EngineStatus, long> read) => _meter.CreateObservableCounter(
        name, () => _engines.GetStatuses().Select(status => new Measurement<long>(read(status), ModelOf(status))), unit, description);

    private static KeyValuePair<string, object?> ModelOf(EngineStatus status) => new("model", Path.GetFileName(status.ModelPath));
}
