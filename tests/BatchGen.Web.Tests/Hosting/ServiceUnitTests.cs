using System.Globalization;
using BatchGen.Batches.Execution;
using BatchGen.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BatchGen.Web.Tests.Hosting;

/// <summary>What tools/deploy tells other programs about this one.</summary>
public sealed class ServiceUnitTests
{
    [Theory]
    [InlineData("batchgen.service", "TimeoutStopSec=")]
    [InlineData("compose.yaml", "stop_grace_period: ")]
    public async Task Stopping_IsGivenAsLongAsTheServerTakes(string file, string key)
    {
        await using var still = BatchGenApplication.BuildStill(
            new Dictionary<string, string?> { ["Storage:DataDirectory"] = Path.Combine(Path.GetTempPath(), "batchgen-none") }, null);
        var server = still.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;
        var said = (await File.ReadAllLinesAsync(Path.Combine(ContentRoot.Find(), "tools", "deploy", file))).Single(
            line => line.TrimStart().StartsWith(key, StringComparison.Ordinal));

        var seconds = int.Parse(said.TrimStart()[key.Length..].TrimEnd('s'), CultureInfo.InvariantCulture);

        Assert.True(server > still.Services.GetRequiredService<IOptions<ExecutionOptions>>().Value.StopGrace);
        Assert.True(TimeSpan.FromSeconds(seconds) > server, $"{file} gives {seconds} s, and the server takes up to {server}.");
    }

    [Fact]
    public void Systemd_TellsTheServerAloneToStop_AndWaitsUntilItIsReady()
    {
        var unit = File.ReadAllLines(Path.Combine(ContentRoot.Find(), "tools", "deploy", "batchgen.service"));

        // With the default every process of the service is told, and the engine would not end what it has begun.
        Assert.Contains("KillMode=mixed", unit);
        Assert.Contains("Type=notify", unit);
        // It hides the parent process, by whose name .NET knows that systemd waits: the start then ends by its timeout.
        Assert.DoesNotContain(unit, line => line.StartsWith("ProtectProc=", StringComparison.Ordinal));
    }
}
