using System.Diagnostics.Metrics;

namespace BatchGen.Batches.Metering;

/// <summary>
/// The meter that every figure of this program belongs to. Names are OpenTelemetry's, with dots; Prometheus reads underscores, the unit and
/// "_total" of a counter: docs/observability.md lists both. Where nobody listens, counting costs a look at a flag.
/// </summary>
public static class BatchGenMeter
{
    public const string Name = "BatchGen";

    /// <summary>One a container, however often it is asked for.</summary>
    public static Meter Of(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        return meters.Create(Name);
    }
}
