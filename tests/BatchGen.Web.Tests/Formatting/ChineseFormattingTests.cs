using System.Globalization;
using BatchGen.Web.Formatting;

namespace BatchGen.Web.Tests.Formatting;

/// <summary>Every helper of the folder in Chinese; the tests beside this one have them in English.</summary>
public sealed class ChineseFormattingTests : IDisposable
{
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _language = CultureInfo.CurrentUICulture;

    public ChineseFormattingTests() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");

    public void Dispose()
    {
        CultureInfo.CurrentCulture = _culture;
        CultureInfo.CurrentUICulture = _language;
    }

    [Theory]
    [InlineData(-5, "0 秒")]
    [InlineData(0.25, "250 毫秒")]
    [InlineData(2.34, "2.3 秒")]
    [InlineData(42.4, "42 秒")]
    [InlineData(59.9, "1 分 0 秒")]
    [InlineData(125, "2 分 5 秒")]
    [InlineData(3_725, "1 小时 2 分")]
    [InlineData(180_000, "2 天 2 小时")]
    public void Of_SaysTheTwoLargestUnits(double seconds, string expected) => Assert.Equal(expected, DurationText.Of(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(44, "刚刚")]
    [InlineData(50, "1 分钟前")]
    [InlineData(7_300, "2 小时前")]
    [InlineData(200_000, "2 天前")]
    public void Ago_SaysHowLong(double seconds, string expected) => Assert.Equal(expected, DurationText.Ago(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(1, "item", "1 个条目")]
    [InlineData(2_000, "item", "2,000 个条目")]
    [InlineData(1_234_567, "prompt token", "1,234,567 个输入词元")]
    [InlineData(1, "batch", "1 个批次")]
    public void Of_CountsWithTheNounsMeasureWord(long count, string noun, string expected) => Assert.Equal(expected, CountText.Of(count, noun));

    [Theory]
    [InlineData(0.26, "0.3")]
    [InlineData(1_234.5, "1,234")]
    public void Rate_GroupsItsDigits(double rate, string expected) => Assert.Equal(expected, CountText.Rate(rate));

    [Theory]
    [InlineData(1_572_864, "1.5 MiB")]
    [InlineData(6_248_000_000, "5.8 GiB")]
    public void Of_KeepsTheUnitsOfBytes(long bytes, string expected) => Assert.Equal(expected, ByteText.Of(bytes));
}
