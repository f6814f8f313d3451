using Patience = BatchGen.Testing.Patience;

namespace BatchGen.Batches.Tests.Testing;

/// <summary>Lets a test wait until something got somewhere, and hold it there.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when somebody arrived.</summary>
    public Task Reached => _reached.Task.WaitAsync(Patience.Ceiling);

    public async Task PassAsync(CancellationToken cancellationToken)
    {
        _reached.TrySetResult();
        await _open.Task.WaitAsync(cancellationToken);
    }

    public void Open() => _open.TrySetResult();
}
