using BatchGen.Batches.Data;
using BatchGen.Batches.Limits;
using BatchGen.Engine.Planning;
using BatchGen.Testing.Models;

namespace BatchGen.Batches.Tests.Limits;

public sealed class DeviceLimitsTests
{
    private const long GiB = LimitHouse.GiB;

    [Theory]
    [InlineData("12", "", 12 * GiB, null, 0)]
    [InlineData("12.5 GiB", "0.5", 25 * GiB / 2, null, GiB / 2)]
    [InlineData(" 800 mib ", "", 800L << 20, null, 0)]
    [InlineData("75 %", "", null, 75.0, 0)]
    [InlineData("100%", "10 %", null, 100.0, 24 * GiB / 10)]
    [InlineData("24", "", 24 * GiB, null, 0)]
    [InlineData("", "1 GiB", null, null, GiB)]
    public async Task Change_Holds_WhenItIsInRange(string limit, string reserve, long? bytes, double? percent, long reserveBytes)
    {
        await using var house = await LimitHouse.CreateAsync();

        var outcome = await house.ChangeAsync(limit, reserve);

        var expected = new DeviceLimit(bytes, percent, reserveBytes);
        Assert.Equal(expected, Assert.IsType<LimitChanged>(outcome).Limit);
        Assert.Equal(expected, house.Limits.Find("CUDA0"));
        Assert.Null(house.Limits.Find("CPU"));
    }

    [Theory]
    [InlineData("-1", "", "limit_out_of_range", "24 GiB")]
    [InlineData("0", "", "limit_out_of_range", "24 GiB")]
    [InlineData("24.1", "", "limit_out_of_range", "24 GiB")]
    [InlineData("101 %", "", "limit_out_of_range", "24 GiB")]
    [InlineData("-5 %", "", "limit_out_of_range", "24 GiB")]
    [InlineData("plenty", "", "limit_not_a_number", "plenty")]
    [InlineData("NaN", "", "limit_not_a_number", "NaN")]
    [InlineData("1e400", "", "limit_not_a_number", "1e400")]
    [InlineData("12 TB", "", "limit_not_a_number", "12 TB")]
    [InlineData("12,5", "", "limit_not_a_number", "12,5")]
    [InlineData("9999999999999999999999 GiB", "", "limit_not_a_number", "GiB")]
    [InlineData("12", "-1", "limit_reserve_out_of_range", "12 GiB")]
    [InlineData("12", "12", "limit_reserve_out_of_range", "12 GiB")]
    [InlineData("12", "much", "limit_not_a_number", "much")]
    public async Task Change_IsRefusedWithTheRange_WhenItIsNoGood(string limit, string reserve, string code, string named)
    {
        await using var house = await LimitHouse.CreateAsync();

        var refused = Assert.IsType<LimitRefused>(await house.ChangeAsync(limit, reserve));

        Assert.Equal(code, refused.Code);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.Null(house.Limits.Find("CUDA0"));
        Assert.Empty(await house.Limits.ListAuditAsync(10, CancellationToken.None));
    }

    [Fact]
    public async Task Change_NamesTheDevicesThereAre_WhenThereIsNoSuch()
    {
        await using var house = await LimitHouse.CreateAsync();

        var refused = Assert.IsType<LimitRefused>(await house.ChangeAsync("1", device: "CUDA7"));

        Assert.Equal("limit_unknown_device", refused.Code);
        Assert.Contains("CUDA0, CPU", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Change_IsAuditedAndKept_AcrossARestart(StorageProvider provider)
    {
        await using var house = await LimitHouse.CreateAsync(provider);
        await house.ChangeAsync("12");
        await house.ChangeAsync("75 %", "1");
        await house.ChangeAsync("");

        var audit = await house.Limits.ListAuditAsync(10, CancellationToken.None);
        Assert.Equal(["all of it", "75 %, reserve 1 GiB", "12 GiB"], audit.Select(entry => entry.To.ToString()));
        Assert.Equal(["75 %, reserve 1 GiB", "12 GiB", "all of it"], audit.Select(entry => entry.From.ToString()));
        Assert.All(audit, entry => Assert.Equal("the admin", entry.Who));
        Assert.All(audit, entry => Assert.Contains("CUDA0", entry.What.ToString(), StringComparison.Ordinal));

        await house.ChangeAsync("8", device: "CPU");
        using var next = house.NewService();
        await next.LoadAsync(CancellationToken.None);
        Assert.Equal(8 * GiB, next.Find("CPU")?.LimitBytes);
    }

    [Fact]
    public async Task Change_TellsListeners_OnlyWhenItHolds()
    {
        await using var house = await LimitHouse.CreateAsync();
        var told = 0;
        var subscription = house.Limits.Subscribe(() => told++);

        await house.ChangeAsync("-1");
        Assert.Equal(0, told);
        await house.ChangeAsync("12");
        Assert.Equal(1, told);

        subscription.Dispose();
        await house.ChangeAsync("13");
        Assert.Equal(1, told);
    }

    [Theory]
    [InlineData("40 MiB", true)]
    [InlineData("8", false)]
    public async Task Change_IsRefused_WhenNoModelCouldBeLoadedAnyMore(string limit, bool isRefused)
    {
        await using var house = await LimitHouse.CreateAsync();
        house.Models = ["/models/absent.gguf", RandomModel.PathOf(new RandomModelShape())];

        var outcome = await house.ChangeAsync(limit, device: "CPU");

        if (!isRefused)
        {
            Assert.IsType<LimitChanged>(outcome);
            return;
        }

        var refused = Assert.IsType<LimitRefused>(outcome);
        Assert.Equal("limit_leaves_no_model", refused.Code);
        Assert.Contains("40 MiB free under the limit", refused.Message, StringComparison.Ordinal);
        Assert.Null(house.Limits.Find("CPU"));
    }
}
