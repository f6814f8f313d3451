using BatchGen.Engine.Client;

namespace BatchGen.Batches.Gauges;

/// <summary>
/// Goes on counting where an engine's next process begins at zero again. What a process counted after it was last looked at, and before it
/// ended, is lost. Thread-safe.
/// </summary>
internal sealed class EngineTotals
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Counter, string Model), Total> _totals = [];

    /// <param name="now">Since the process began; null while there is none.</param>
    /// <returns>Since this program began to look.</returns>
    public long Add(string counter, EngineStatus status, long? now)
    {
        lock (_gate)
        {
            var total = _totals.GetValueOrDefault((counter, status.ModelPath));
            var next = now is { } seen ? new Total(total.Sum + (seen >= total.Last ? seen - total.Last : seen), seen) : total with { Last = 0 };
            _totals[(counter, status.ModelPath)] = next;
            return next.Sum;
        }
    }

    private readonly record struct Total(long Sum, long Last);
}
