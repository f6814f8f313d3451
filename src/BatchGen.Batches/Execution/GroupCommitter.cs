using System.Threading.Channels;

namespace BatchGen.Batches.Execution;

/// <summary>
/// Commits ends in groups: the first at once, those that come within the commit interval after it together. A
/// transaction an item would make the disk, not the GPU, the bound on short answers.
/// </summary>
internal sealed class GroupCommitter : IAsyncDisposable
{
    private readonly ShardClaim _claim;
    private readonly ResultCommit _commit;
    private readonly ExecutionOptions _options;
    private readonly Action _onBatchStopped;
    private readonly TimeProvider _time;
    private readonly Channel<WorkEnd> _ends;
    private readonly TaskCompletionSource _completing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _committing;

    public GroupCommitter(ShardClaim claim, ResultCommit commit, ExecutionOptions options, Action onBatchStopped, TimeProvider time)
    {
        _claim = claim;
        _commit = commit;
        _options = options;
        _onBatchStopped = onBatchStopped;
        _time = time;
        // Bounded, so that an engine faster than the database waits instead of filling the memory with answers.
        _ends = Channel.CreateBounded<WorkEnd>(new BoundedChannelOptions(2 * options.CommitItems) { SingleReader = true });
        _committing = Task.Run(CommitAllAsync);
    }

    public ValueTask AddAsync(WorkEnd end, CancellationToken cancellationToken) => _ends.Writer.WriteAsync(end, cancellationToken);

    /// <summary>Commits what is left, even when the work was cancelled; throws what went wrong with any of it.</summary>
    public async ValueTask DisposeAsync()
    {
        _ends.Writer.TryComplete();
        _completing.TrySetResult();
        await _committing;
    }

    private async Task CommitAllAsync()
    {
        try
        {
            var group = new List<WorkEnd>(_options.CommitItems);
            while (await _ends.Reader.WaitToReadAsync())
            {
                while (group.Count < _options.CommitItems && _ends.Reader.TryRead(out var end))
                    group.Add(end);

                var began = _time.GetTimestamp();
                if (!await _commit.CommitAsync(_claim, group))
                    _onBatchStopped();
                group.Clear();
                await RestAsync(_options.CommitInterval - _time.GetElapsedTime(began));
            }
        }
        catch (Exception exception)
        {
            // Whoever adds the next end learns of it there.
            _ends.Writer.TryComplete(exception);
            throw;
        }
    }

    /// <summary>Lets a group gather; cut short when a full one is there or no more will come.</summary>
    private async Task RestAsync(TimeSpan rest)
    {
        if (rest <= TimeSpan.Zero || _ends.Reader.Count >= _options.CommitItems)
            return;
        await Task.WhenAny(Task.Delay(rest, _time), _completing.Task);
    }
}
