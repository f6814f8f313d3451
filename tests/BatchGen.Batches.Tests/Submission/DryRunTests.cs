using System.Text;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Tests.Testing;

namespace BatchGen.Batches.Tests.Submission;

public sealed class DryRunTests
{
    [Fact]
    public async Task DryRun_TellsWhatSubmittingWouldDoAndStoresNothing_WhenCalled()
    {
        await using var house = await BatchHouse.CreateAsync();

        var report = await house.Submission.DryRunAsync(
            house.NewRequest(new MemoryStream(Encoding.UTF8.GetBytes("one two\n\nthree\nfour\nfive"))), null, CancellationToken.None);

        Assert.True(report.WouldBeAccepted);
        Assert.Equal(["one two", "three", "four"], report.FirstPrompts);
        Assert.Equal((4, 1, 5L, 2), (report.Summary.GoodItems, report.Summary.BlankLines, report.Summary.PromptTokens, report.Summary.LongestPromptTokens));
        Assert.Equal(1000, report.Summary.ContextLimitTokens);
        await house.AssertNothingStoredAsync();
    }

    [Theory]
    [InlineData(OnBadLines.Refuse, false)]
    [InlineData(OnBadLines.Accept, true)]
    public async Task DryRun_SaysWhetherSubmittingWouldWork_WhenALineIsBad(OnBadLines onBadLines, bool isAccepted)
    {
        await using var house = await BatchHouse.CreateAsync();

        var report = await house.Submission.DryRunAsync(
            house.NewRequest(
                new MemoryStream("{\"prompt\":\"a\"}\n{\"promt\":\"b\"}\n{\"prompt\":\"c\"}"u8.ToArray()),
                request => request with { OnBadLines = onBadLines }), null, CancellationToken.None);

        Assert.Equal(isAccepted, report.WouldBeAccepted);
        Assert.Equal(1, report.TotalProblems);
    }
}
