using System.Diagnostics;
using BatchGen.Engine.Supervision;
using BatchGen.Inference.Runtime;
using BatchGen.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace BatchGen.Engine.Tests.Host;

public sealed class ParentWatchTests
{
    [Fact]
    public async Task Process_Ends_WhenItsParentIsGone()
    {
        await using var fixture = new EngineFixture();
        var settings = new EngineSettings(
            Path.Combine(fixture.Folder, "orphan.sock"), new ModelLoadRequest(fixture.ModelPath), new ContextSettings(512, 1), 512, 16);
        await using var engine = await EngineProcess.StartAsync(new InstalledEngine(), settings, NullLogger.Instance);
        using var process = Process.GetProcessById(engine.Id);

        engine.CloseInput();

        await engine.WaitForExitAsync().WaitAsync(Patience.Ceiling);
        Assert.False(File.Exists(settings.Address), "the socket must not stay behind");
    }
}
