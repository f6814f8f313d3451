using System.Diagnostics.Metrics;

namespace BatchGen.Batches.Metering;

/// <summary>How items of batches and live requests ended here.</summary>
public sealed class ItemMeter
{
    private readonly Counter<long> _items;
    private readonly Counter<long> _requests;

    public ItemMeter(IMeterFactory meters)
    {
        var meter = BatchGenMeter.Of(meters);
        _items = meter.CreateCounter<long>("batchgen.items_finished", "{item}", "Items that got their end, as stored.");
        _requests = meter.CreateCounter<long>("batchgen.live_requests", "{request}", "Live requests that came to an end.");
    }

    /// <summary>After the commit: what was not stored runs again, and is counted then.</summary>
    public void CountItems(int succeeded, int failed)
    {
        if (succeeded > 0)
            _items.Add(succeeded, Tag("state", "succeeded"));
        if (failed > 0)
            _items.Add(failed, Tag("state", "failed"));
    }

    public void CountLive(LiveOutcome outcome) => _requests.Add(1, Tag("outcome", NameOf(outcome)));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private static string NameOf(LiveOutcome outcome) => outcome switch
    {
        LiveOutcome.Answered => "answered",
        LiveOutcome.Failed => "failed",
        LiveOutcome.Unavailable => "unavailable",
        LiveOutcome.Abandoned => "abandoned",
    };
}

public enum LiveOutcome
{
    Answered,

    /// <summary>The request itself could not be run, e.g. it is too long.</summary>
    Failed,

    /// <summary>No engine was there in time, or it died.</summary>
    Unavailable,

    /// <summary>The caller left before the end.</summary>
    Abandoned,
}
