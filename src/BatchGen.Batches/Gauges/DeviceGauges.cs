using System.Diagnostics.Metrics;
using BatchGen.Batches.Metering;
using BatchGen.Engine.Client;
using BatchGen.Engine.Headroom;

namespace BatchGen.Batches.Gauges;

/// <summary>
/// This machine's devices: what is in use of each by every program, and what is left under the limit. The samples are those of the memory
/// page, one every fifteen seconds; of a GPU there is one only while an engine is loaded that sees it.
/// </summary>
public sealed class DeviceGauges
{
    private readonly Meter _meter;
    private readonly HeadroomHistory _history;
    private readonly IEngineManager _engines;

    public DeviceGauges(IMeterFactory meters, HeadroomHistory history, IEngineManager engines)
    {
        _meter = BatchGenMeter.Of(meters);
        _history = history;
        _engines = engines;
        Device("batchgen.headroom", "Left under the limit; negative when it is broken.", sample => sample.LimitBytes - sample.UsedBytes);
        Device("batchgen.device_used", "In use, by every program.", sample => sample.UsedBytes);
        Device("batchgen.device_limit", "What may be in use, the reserve taken off.", sample => sample.LimitBytes);
        Device("batchgen.device_planned", "What this machine's engines were admitted with.", sample => sample.PlannedBytes);
        Gpu("batchgen.gpu_utilization_ratio", "1", "As NVIDIA's driver says it.", gpu => gpu.UtilizationPercent / 100.0);
        Gpu("batchgen.gpu_temperature", "Cel", "As NVIDIA's driver says it.", gpu => gpu.TemperatureCelsius);
        Gpu("batchgen.gpu_power", "W", "As NVIDIA's driver says it.", gpu => gpu.PowerWatts);
    }

    private void Device(string name, string description, Func<HeadroomSample, long> read) => _meter.CreateObservableGauge(
        name,
        () => _history.Latest().Select(sample => new Measurement<long>(read(sample), new KeyValuePair<string, object?>("device", sample.DeviceName))),
        "By",
        description);

    /// <summary>Several engines see the same cards: the newest word counts.</summary>
    private void Gpu(string name, string unit, string description, Func<GpuReading, double?> read) => _meter.CreateObservableGauge(
        name,
        () =>
            from gpu in Newest(_engines.GetStatuses())
            let value = read(gpu)
            where value is not null
            select new Measurement<double>(
                value.Value, new KeyValuePair<string, object?>("gpu", gpu.Index), new KeyValuePair<string, object?>("name", gpu.Name)),
        unit,
        description);

    private static IReadOnlyList<GpuReading> Newest(IReadOnlyList<EngineStatus> engines) =>
        engines.Where(status => status.Gpus.Count > 0 && status.ProcessId is not null).MaxBy(status => status.At)?.Gpus ?? [];
}
