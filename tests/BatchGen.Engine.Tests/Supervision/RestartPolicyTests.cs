using BatchGen.Engine.Supervision;

namespace BatchGen.Engine.Tests.Supervision;

public sealed class RestartPolicyTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 4)]
    [InlineData(6, 16)]
    [InlineData(7, 30)]
    [InlineData(1000, 30)]
    public void Delay_GrowsAndStaysBounded(int deathsInARow, int expectedSeconds) =>
        Assert.Equal(TimeSpan.FromSeconds(expectedSeconds), RestartPolicy.Delay(deathsInARow));
}
