using BatchGen.Inference.Memory;
using BatchGen.Inference.Memory.Savings;

namespace BatchGen.Inference.Tests.Memory;

/// <summary>The article's numbers come out of the formulas.</summary>
public sealed class ArticleCaseTests
{
    private static readonly ArticleCase Case = ArticleCase.ForCodeGeeX4();

    [Fact]
    public void AsFound_HasTheArticlesParts()
    {
        Assert.Equal(18_800_934_912, Case.AsFound.WeightsBytes);
        Assert.Equal(5L << 30, Case.AsFound.KvBytes);
        Assert.Equal(8.88, Case.AsFound.ComputeBytes / 1e9, 0.01);
        Assert.Equal(0.34, Case.WithFlashAttention.ComputeBytes / 1e9, 0.01);
    }

    [Fact]
    public void Reserve_IsTheArticlesFortyGibibytes_OnACardOfThatClass()
    {
        Assert.Equal(40.5, Case.Reserve.ReservedBytes / (double)(1 << 30), 0.1);
        Assert.Equal(Case.Reserve.ReservedBytes - Case.WithFlashAttention.TotalBytes, Case.Reserve.IdleBytes(Case.WithFlashAttention));
    }

    [Fact]
    public void Recommended_TakesAQuarterOfTheReserve() =>
        Assert.InRange(Case.Recommended.TotalBytes, 9_988_964_352, Case.Reserve.ReservedBytes / 4);

    [Theory]
    [InlineData(SavingLever.WeightQuantization, 8.81)]
    [InlineData(SavingLever.FlashAttention, 8.55)]
    [InlineData(SavingLever.Context, 5.2)]
    [InlineData(SavingLever.KvQ8, 2.52)]
    [InlineData(SavingLever.KvQ4, 3.86)]
    [InlineData(SavingLever.OutputsWhereNeeded, 0.09)]
    public void Savings_NameEveryLever(SavingLever lever, double gigabytes) =>
        Assert.Equal(gigabytes, Case.Savings.Single(saving => saving.Lever == lever).SavedBytes / 1e9, 0.01);

    [Fact]
    public void GoldenSavings_LeaveOutWhatIsDoneAlready()
    {
        var savings = GoldenSavings.For(TestShapes.CodeGeeX4, new PlanSettings(4096, GpuLayers: 0));

        Assert.Equal([SavingLever.KvQ4, SavingLever.KvQ8], savings.Select(saving => saving.Lever));
    }
}
