using System.Text;
using BatchGen.Engine.Host;

namespace BatchGen.Engine.Tests.Host;

public sealed class EngineHostTests
{
    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("not json\n")]
    [InlineData("null\n")]
    public async Task RunAsync_RefusesToStart_WithoutSettings(string input)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(input));

        Assert.Equal(64, await EngineHost.RunAsync(stream));
    }
}
