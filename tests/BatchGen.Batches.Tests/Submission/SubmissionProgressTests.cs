using System.Text;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tests.Testing;

namespace BatchGen.Batches.Tests.Submission;

public sealed class SubmissionProgressTests
{
    [Fact]
    public async Task Submit_ReportsProgressToTheEnd_WhenAsked()
    {
        await using var house = await BatchHouse.CreateAsync();
        var progress = new LastProgress();

        await house.Submission.SubmitAsync(
            house.NewRequest(new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("a\n", 600))))), progress, CancellationToken.None);

        Assert.Equal(new SubmissionProgress(1200, 600, 600, 600, 0), progress.Last);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LongInput_IsStoppedOnTheWay_AndLeavesNothing(bool isDryRun)
    {
        await using var house = await BatchHouse.CreateAsync();
        using var stop = new CancellationTokenSource();
        var progress = new StopAtFirst(stop);
        var request = house.NewRequest(new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Write a function\n", 50_000)))));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => isDryRun ? house.Submission.DryRunAsync(request, progress, stop.Token) : house.Submission.SubmitAsync(request, progress, stop.Token));

        Assert.InRange(progress.Stopped!.Lines, 1, 49_999);
        Assert.Empty(Directory.GetFiles(Path.Combine(house.DataDirectory, "scratch")));
        await house.AssertNothingStoredAsync();
    }

    private sealed class LastProgress : IProgress<SubmissionProgress>
    {
        public SubmissionProgress? Last { get; private set; }

        public void Report(SubmissionProgress value) => Last = value;
    }

    private sealed class StopAtFirst(CancellationTokenSource stop) : IProgress<SubmissionProgress>
    {
        public SubmissionProgress? Stopped { get; private set; }

        public void Report(SubmissionProgress value)
        {
            Stopped ??= value;
            stop.Cancel();
        }
    }
}
