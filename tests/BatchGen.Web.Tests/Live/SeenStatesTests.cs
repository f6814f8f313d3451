using BatchGen.Batches.Data;
using BatchGen.Batches.Progress;
using BatchGen.Web.Live;

namespace BatchGen.Web.Tests.Live;

public sealed class SeenStatesTests
{
    [Fact]
    public void HasNews_IsTrueOnce_ForABatchThatThePageDoesNotShow()
    {
        var seen = new SeenStates();

        Assert.True(seen.HasNews([Progress(BatchState.Running)], _ => null));
        Assert.False(seen.HasNews([Progress(BatchState.Running)], _ => null));
        Assert.True(seen.HasNews([Progress(BatchState.Completed)], _ => null));
    }

    [Theory]
    [InlineData(BatchState.Running, false)]
    [InlineData(BatchState.Queued, true)]
    public void HasNews_GoesByWhatIsShown_ForABatchThatIs(BatchState shown, bool isNews) =>
        Assert.Equal(isNews, new SeenStates().HasNews([Progress(BatchState.Running)], _ => shown));

    private static BatchProgress Progress(BatchState state) => new(
        "batch_x", state, TotalItems: 1, SucceededItems: 0, FailedItems: 0, CancelledItems: 0, PromptTokens: 0, CompletionTokens: 0,
        Running: [], ItemsPerSecond: 0, CompletionTokensPerSecond: 0, Remaining: null, Problem: null, DateTimeOffset.UnixEpoch);
}
