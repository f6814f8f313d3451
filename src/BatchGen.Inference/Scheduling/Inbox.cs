using System.Diagnostics.CodeAnalysis;

namespace BatchGen.Inference.Scheduling;

/// <summary>The one thing other threads touch: what they ask of the loop waits here until it looks, between steps.</summary>
internal sealed class Inbox
{
    private readonly object _gate = new();
    private readonly Queue<InboxItem> _items = [];
    private bool _isClosed;

    /// <returns>False when the loop has ended: nobody will look any more.</returns>
    public bool TryAdd(InboxItem item)
    {
        lock (_gate)
        {
            if (_isClosed)
                return false;
            _items.Enqueue(item);
            Monitor.PulseAll(_gate);
            return true;
        }
    }

    /// <summary>Takes the oldest item, if there is one.</summary>
    public bool TryTake([NotNullWhen(true)] out InboxItem? item)
    {
        lock (_gate)
            return _items.TryDequeue(out item);
    }

    /// <summary>Nothing is taken from now on.</summary>
    /// <returns>What was never looked at.</returns>
    public IReadOnlyList<InboxItem> Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            InboxItem[] left = [.. _items];
            _items.Clear();
            return left;
        }
    }

    /// <summary>Sleeps until there is something to take or <paramref name="cancellationToken"/> is cancelled; does not throw.</summary>
    public void Wait(CancellationToken cancellationToken)
    {
        using var wake = cancellationToken.Register(Wake);
        lock (_gate)
        {
            while (_items.Count == 0 && !cancellationToken.IsCancellationRequested)
                Monitor.Wait(_gate);
        }
    }

    private void Wake()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }
}
