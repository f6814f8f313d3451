using System.Diagnostics.Metrics;
using BatchGen.Batches.Metering;
using BatchGen.Web.Live;

namespace BatchGen.Web.Telemetry;

/// <summary>Whether database and disk can be written, as the pages say it.</summary>
public sealed class StorageGauges
{
    public StorageGauges(IMeterFactory meters, StorageWatch watch)
    {
        ArgumentNullException.ThrowIfNull(watch);
        BatchGenMeter.Of(meters).CreateObservableGauge(
            "batchgen.storage_problems", () => watch.Problems.Count, "{problem}", "What of database and disk cannot be written: work waits while it is not 0.");
    }
}
