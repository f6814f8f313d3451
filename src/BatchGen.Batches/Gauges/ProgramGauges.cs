using System.Diagnostics.Metrics;
using BatchGen.Batches.Data;
using BatchGen.Batches.Metering;

namespace BatchGen.Batches.Gauges;

/// <summary>Which program this is, and since when.</summary>
public sealed class ProgramGauges
{
    public ProgramGauges(IMeterFactory meters, NodeIdentity self, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(self);
        ArgumentNullException.ThrowIfNull(time);
        var meter = BatchGenMeter.Of(meters);
        var began = time.GetUtcNow().ToUnixTimeSeconds();
        var version = typeof(ProgramGauges).Assembly.GetName().Version?.ToString(3);
        var tags = new[]
        {
            new KeyValuePair<string, object?>("version", version),
            new KeyValuePair<string, object?>("node", self.Name),
            new KeyValuePair<string, object?>("role", self.Role.ToString().ToLowerInvariant()),
        };
        meter.CreateObservableGauge("batchgen.build_info", () => new Measurement<int>(1, tags), null, "Always 1; its labels say which program this is.");
        meter.CreateObservableGauge("batchgen.start_time", () => began, "s", "When it began, in seconds since 1970.");
    }
}
