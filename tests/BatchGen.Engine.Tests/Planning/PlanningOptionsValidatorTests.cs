using BatchGen.Engine.Planning;

namespace BatchGen.Engine.Tests.Planning;

public sealed class PlanningOptionsValidatorTests
{
    [Fact]
    public void Validate_Accepts_TheDefaults() => Assert.True(new PlanningOptionsValidator().Validate(null, new PlanningOptions()).Succeeded);

    [Theory]
    [InlineData(-1, 30, 20, "Planning:ReserveBytes")]
    [InlineData(0, 0, 20, "Planning:DryRunTimeout")]
    [InlineData(0, 30, -1, "Planning:ProcessIdleTime")]
    public void Validate_NamesTheKey_WhenAValueIsOutOfRange(long reserve, int timeoutSeconds, int idleSeconds, string key)
    {
        var options = new PlanningOptions
        {
            ReserveBytes = reserve,
            DryRunTimeout = TimeSpan.FromSeconds(timeoutSeconds),
            ProcessIdleTime = TimeSpan.FromSeconds(idleSeconds),
        };

        var problem = Assert.Single(new PlanningOptionsValidator().Validate(null, options).Failures!);

        Assert.StartsWith(key, problem, StringComparison.Ordinal);
    }
}
