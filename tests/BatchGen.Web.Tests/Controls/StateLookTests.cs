using BatchGen.Batches.Data;
using BatchGen.Web.Controls;

namespace BatchGen.Web.Tests.Controls;

public sealed class StateLookTests
{
    [Theory]
    [InlineData(BatchState.Queued, 0, StateTone.Waiting, "Queued")]
    [InlineData(BatchState.Running, 3, StateTone.Running, "Running")]
    [InlineData(BatchState.Finalizing, 0, StateTone.Running, "Writing files")]
    [InlineData(BatchState.Completed, 0, StateTone.Done, "Done")]
    [InlineData(BatchState.Completed, 1, StateTone.Waiting, "Partly done")]
    [InlineData(BatchState.Cancelling, 0, StateTone.Waiting, "Cancelling")]
    [InlineData(BatchState.Cancelled, 0, StateTone.Neutral, "Cancelled")]
    [InlineData(BatchState.Failed, 0, StateTone.Failed, "Failed")]
    public void OfBatch_HasAToneAndAWord_ForEveryState(BatchState state, int failed, StateTone tone, string word)
    {
        var look = StateLook.OfBatch(state, failed);

        Assert.Equal(tone, look.Tone);
        Assert.Equal(word, look.Word);
        Assert.NotEmpty(look.Icon);
    }

    [Theory]
    [InlineData(ItemState.Pending, 0, false, "Waiting")]
    [InlineData(ItemState.Pending, 0, true, "Running")]
    [InlineData(ItemState.Pending, 1, false, "Retrying")]
    [InlineData(ItemState.Succeeded, 1, false, "Done")]
    [InlineData(ItemState.Failed, 1, false, "Failed")]
    [InlineData(ItemState.Cancelled, 0, false, "Cancelled")]
    public void OfItem_NeverCallsARetryAFailure(ItemState state, int attempts, bool isRunning, string word) =>
        Assert.Equal(word, StateLook.OfItem(state, attempts, isRunning).Word);
}
