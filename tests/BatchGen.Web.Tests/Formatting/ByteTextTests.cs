using System.Globalization;
using BatchGen.Web.Formatting;

namespace BatchGen.Web.Tests.Formatting;

public sealed class ByteTextTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(1_572_864, "1.5 MiB")]
    [InlineData(6_248_000_000, "5.8 GiB")]
    [InlineData(-2048, "-2.0 KiB")]
    public void Of_UsesTheLargestUnitThatFits(long bytes, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

        Assert.Equal(expected, ByteText.Of(bytes));
    }
}
