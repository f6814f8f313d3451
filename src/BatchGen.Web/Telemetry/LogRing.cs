using BatchGen.Engine;

namespace BatchGen.Web.Telemetry;

/// <summary>The last lines of this program's log, in memory: the oldest make room for the newest, and a restart forgets them. Thread-safe.</summary>
/// <param name="capacity">Lines that are kept, 1 or more.</param>
public sealed class LogRing(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Queue<LogLine> _lines = new(Math.Min(capacity, 256));
    private readonly ChangeListeners _listeners = new();
    private long _added;

    public int Capacity => capacity;

    /// <summary>Lines since the start, those that were forgotten among them.</summary>
    public long Added
    {
        get
        {
            lock (_gate)
                return _added;
        }
    }

    /// <summary>Newest first.</summary>
    /// <param name="least">What is less important is left out.</param>
    /// <param name="text">Part of the text, of who says it, of the batch's id or of the exception; empty takes all.</param>
    /// <param name="most">Lines to return.</param>
    public IReadOnlyList<LogLine> Read(LogLevel least, string text, int most)
    {
        LogLine[] all;
        lock (_gate)
            all = [.. _lines];
        return [.. all.Reverse().Where(line => line.Level >= least && (text.Length == 0 || line.Has(text))).Take(most)];
    }

    /// <summary>Calls back on the thread that logged, after a line was added. Dispose to stop.</summary>
    public IDisposable Subscribe(Action onChange) => _listeners.Add(onChange);

    /// <param name="line">Its number is given here.</param>
    public void Add(LogLine line)
    {
        lock (_gate)
        {
            if (_lines.Count == capacity)
                _lines.Dequeue();
            _lines.Enqueue(line with { Number = ++_added });
        }

        _listeners.Announce();
    }
}
