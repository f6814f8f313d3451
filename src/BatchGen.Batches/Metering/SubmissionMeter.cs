using System.Diagnostics.Metrics;

namespace BatchGen.Batches.Metering;

/// <summary>Batches that were handed in here.</summary>
public sealed class SubmissionMeter
{
    private readonly Counter<long> _batches;
    private readonly Counter<long> _items;

    public SubmissionMeter(IMeterFactory meters)
    {
        var meter = BatchGenMeter.Of(meters);
        _batches = meter.CreateCounter<long>("batchgen.submissions", "{batch}", "Batches handed in, by what became of them.");
        _items = meter.CreateCounter<long>("batchgen.items_submitted", "{item}", "Good items of the batches that were accepted.");
    }

    public void CountAccepted(int items)
    {
        _batches.Add(1, new KeyValuePair<string, object?>("outcome", "accepted"));
        _items.Add(items);
    }

    public void CountRefused() => _batches.Add(1, new KeyValuePair<string, object?>("outcome", "refused"));
}
