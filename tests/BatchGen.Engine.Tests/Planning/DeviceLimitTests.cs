using BatchGen.Engine.Planning;

namespace BatchGen.Engine.Tests.Planning;

public sealed class DeviceLimitTests
{
    [Theory]
    [InlineData(null, null, 0, 1000)]
    [InlineData(null, null, 100, 900)]
    [InlineData(600L, null, 0, 600)]
    [InlineData(600L, 10.0, 50, 550)]
    [InlineData(null, 25.0, 50, 200)]
    [InlineData(5000L, null, 0, 1000)]
    [InlineData(100L, null, 200, 0)]
    public void UsableBytes_IsTheLimitLessTheReserve_WithinTheDevice(long? bytes, double? percent, long reserve, long usable) =>
        Assert.Equal(usable, new DeviceLimit(bytes, percent, reserve).UsableBytes(totalBytes: 1000));

    [Fact]
    public void WholeDeviceLimits_KeepsTheReserve_OnEveryDevice() =>
        Assert.Equal(900, new WholeDeviceLimits(reserveBytes: 100).Find("CUDA7").UsableBytes(1000));
}
