using BatchGen.Engine.Admission;

namespace BatchGen.Engine.Tests.Admission;

public sealed class MemoryShortageTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 5)]
    [InlineData(3, 10)]
    [InlineData(5, 40)]
    [InlineData(6, 60)]
    [InlineData(2000, 60)]
    public void Delay_GrowsToAMinute(int times, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new MemoryShortage(times, default, "", new Dictionary<string, long>()).Delay);
}
