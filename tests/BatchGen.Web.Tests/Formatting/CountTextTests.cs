using System.Globalization;
using BatchGen.Web.Formatting;

namespace BatchGen.Web.Tests.Formatting;

public sealed class CountTextTests
{
    public CountTextTests() => CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

    [Theory]
    [InlineData(0, "0 items")]
    [InlineData(1, "1 item")]
    [InlineData(2_000, "2,000 items")]
    public void Of_PutsTheNounInItsNumber(long count, string expected) => Assert.Equal(expected, CountText.Of(count, "item"));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.26, "0.3")]
    [InlineData(9.94, "9.9")]
    [InlineData(1_234.5, "1,234")]
    public void Rate_HasADecimal_WhileItIsSmall(double rate, string expected) => Assert.Equal(expected, CountText.Rate(rate));
}
