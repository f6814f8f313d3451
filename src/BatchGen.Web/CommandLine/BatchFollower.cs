using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Queries;
using BatchGen.Web.CommandLine.Display;

namespace BatchGen.Web.CommandLine;

/// <summary>Waits for a batch's end and shows the way there.</summary>
internal sealed class BatchFollower(ProgressFeed feed, BatchQueries queries, BatchControl control, IRunView view)
{
    private static readonly BatchState[] Ends = [BatchState.Completed, BatchState.Cancelled, BatchState.Failed];
    private static readonly BatchState[] EndsWithFiles = [BatchState.Completed, BatchState.Cancelled];

    /// <summary>Until the batch has its files. Interrupted, or failed as a whole, it is cancelled: that keeps what is done.</summary>
    public async Task<BatchSummary> FollowAsync(string batch, CancellationToken interrupted)
    {
        try
        {
            await UntilAsync(batch, Ends, interrupted);
        }
        catch (OperationCanceledException)
        {
            view.Say("Cancelling; what is done is kept. Press Ctrl-C again to leave at once.");
        }

        var end = await ReadAsync(batch);
        if (EndsWithFiles.Contains(end.State))
            return end;
        await control.CancelAsync(batch, CancellationToken.None);
        await UntilAsync(batch, EndsWithFiles, CancellationToken.None);
        // Why it failed is said by the first end; cancelling may have cleared it.
        return await ReadAsync(batch) with { Problem = end.Problem };
    }

    private async Task UntilAsync(string batch, BatchState[] states, CancellationToken interrupted)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = feed.Subscribe(batch, progress =>
        {
            view.Running(progress);
            if (states.Contains(progress.State))
                reached.TrySetResult();
        });

        // It may have got there before the subscription began.
        var now = await ReadAsync(batch);
        if (states.Contains(now.State))
            return;
        await reached.Task.WaitAsync(interrupted);
    }

    private async Task<BatchSummary> ReadAsync(string batch) =>
        (await queries.GetAsync(batch, CancellationToken.None))?.Summary
        ?? throw new UnusableException("The batch was deleted while it ran.");
}
