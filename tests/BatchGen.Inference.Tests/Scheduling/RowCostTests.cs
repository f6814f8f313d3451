using BatchGen.Inference.Scheduling;

namespace BatchGen.Inference.Tests.Scheduling;

public sealed class RowCostTests
{
    private static readonly int[] Rows = [4, 4, 4, 12, 4, 20, 8];

    [Theory]
    [InlineData(0.010, 0.0001, 0.01)]
    [InlineData(0.010, 0.0005, 0.05)]
    [InlineData(0.001, 0.0018, 1.8)]
    [InlineData(0.0, 0.002, 100)]
    [InlineData(0.010, 0.0, 0.001)]
    public void Value_IsWhatStepsHaveTaken(double pass, double row, double expected)
    {
        var cost = new RowCost(given: null);

        for (var i = 0; i < 60; i++)
            cost.Learn(1 + (i % 2), Rows[i % Rows.Length], ((1 + (i % 2)) * pass) + (Rows[i % Rows.Length] * row));

        Assert.Equal(expected, cost.Value, expected / 100);
    }

    [Theory]
    [InlineData(0.3, 0.3)]
    // As good as free, which is no reason to draft nothing.
    [InlineData(0.0, 0.001)]
    public void Value_IsWhatWasMeasuredBefore_UntilStepsSayMore(double first, double expected) =>
        Assert.Equal(expected, new RowCost(given: null, first).Value);

    [Fact]
    public void Value_FollowsAndIsNotThrownBySteps_InWhichTheProcessorWasElsewhere()
    {
        var cost = new RowCost(given: null);
        for (var i = 0; i < 2000; i++)
            cost.Learn(1, Rows[i % Rows.Length], (0.010 + (Rows[i % Rows.Length] * 0.001)) * (i % 50 == 49 ? 100 : 1));
        Assert.InRange(cost.Value, 0.05, 0.2);

        for (var i = 0; i < 1000; i++)
            cost.Learn(1, Rows[i % Rows.Length], 0.010 + (Rows[i % Rows.Length] * 0.010));
        Assert.Equal(1, cost.Value, 0.01);
    }

    [Fact]
    public void Value_StaysTheGuess_WhileNothingIsToBeLearnt()
    {
        var cost = new RowCost(given: null);
        for (var i = 0; i < 100; i++)
            cost.Learn(1, 8, 0.02);
        for (var i = 0; i < 100; i++)
            cost.Learn(1, i, 0);

        Assert.Equal(RowCost.Guess, cost.Value);
    }

    [Fact]
    public void Value_StaysAsGiven()
    {
        var cost = new RowCost(0.3);
        for (var i = 0; i < 100; i++)
            cost.Learn(1, i % 9, i % 9);

        Assert.Equal(0.3, cost.Value);
    }
}
