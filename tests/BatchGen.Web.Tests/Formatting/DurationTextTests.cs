using System.Globalization;
using BatchGen.Web.Formatting;

namespace BatchGen.Web.Tests.Formatting;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(0, "0 s")]
    [InlineData(0.25, "250 ms")]
    [InlineData(2.34, "2.3 s")]
    [InlineData(42.4, "42 s")]
    [InlineData(59.9, "1 min 0 s")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(3_725, "1 h 2 min")]
    [InlineData(180_000, "2 d 2 h")]
    public void Of_SaysTheTwoLargestUnits(double seconds, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

        Assert.Equal(expected, DurationText.Of(TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData(0.002, "1 s")]
    [InlineData(42.4, "42 s")]
    [InlineData(59.9, "1 min")]
    [InlineData(421, "7 min")]
    [InlineData(5_369, "89 min")]
    [InlineData(5_400, "1.5 h")]
    [InlineData(86_340, "1.0 d")]
    public void About_IsNoFinerThanAnEstimate(double seconds, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

        Assert.Equal(expected, DurationText.About(TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData(-3, "just now")]
    [InlineData(44, "just now")]
    [InlineData(50, "1 min ago")]
    [InlineData(3_599, "59 min ago")]
    [InlineData(7_300, "2 h ago")]
    [InlineData(200_000, "2 d ago")]
    public void Ago_StaysTrueForAWhile(double seconds, string expected) =>
        Assert.Equal(expected, DurationText.Ago(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(3, "just now")]
    [InlineData(50, "in 1 min")]
    [InlineData(3_569, "in 59 min")]
    [InlineData(3_571, "in 1 h")]
    [InlineData(84_700, "in 1 d")]
    [InlineData(2_591_990, "in 30 d")]
    public void Until_SaysTheNearestUnit(double seconds, string expected) =>
        Assert.Equal(expected, DurationText.Until(TimeSpan.FromSeconds(seconds)));
}
