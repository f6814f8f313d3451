using System.Threading.Channels;

namespace BatchGen.Batches.Execution;

/// <summary>
/// What turns out to be needed while other things run: an answer once more, the next round of a chunked item. Ends
/// when no item is open that could ask for more. Thread-safe.
/// </summary>
internal sealed class FollowUps
{
    private readonly Channel<Generation> _waiting = Channel.CreateUnbounded<Generation>();
    private readonly Lock _lock = new();
    private int _open;
    private bool _isSealed;

    /// <summary>An item begins, which may ask for more until <see cref="Close"/>.</summary>
    public void Open()
    {
        lock (_lock)
            _open++;
    }

    public void Close()
    {
        lock (_lock)
        {
            _open--;
            CompleteIfOver();
        }
    }

    /// <summary>No further item begins.</summary>
    public void Seal()
    {
        lock (_lock)
        {
            _isSealed = true;
            CompleteIfOver();
        }
    }

    public void Add(Generation generation) => _waiting.Writer.TryWrite(generation);

    public bool TryTake(out Generation? generation) => _waiting.Reader.TryRead(out generation);

    /// <summary>All that come, to the end of the last open item.</summary>
    public IAsyncEnumerable<Generation> TakeAllAsync(CancellationToken cancellationToken) => _waiting.Reader.ReadAllAsync(cancellationToken);

    private void CompleteIfOver()
    {
        if (_isSealed && _open == 0)
            _waiting.Writer.TryComplete();
    }
}
