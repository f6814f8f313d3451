using System.Diagnostics.Metrics;

namespace BatchGen.Batches.Metering;

/// <summary>How long results take to be stored: what grows first when a disk or a database is slow.</summary>
public sealed class CommitMeter(IMeterFactory meters, TimeProvider time)
{
    private static readonly double[] Buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly Histogram<double> _duration = BatchGenMeter.Of(meters).CreateHistogram(
        "batchgen.commit_duration",
        "s",
        "One transaction that stores a group of results.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets });

    public long Begin() => time.GetTimestamp();

    public void End(long began) => _duration.Record(time.GetElapsedTime(began).TotalSeconds);
}
