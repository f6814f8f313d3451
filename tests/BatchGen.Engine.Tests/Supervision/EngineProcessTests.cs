using BatchGen.Engine.Supervision;
using BatchGen.Engine.Tests.Admission;
using BatchGen.Engine.Tests.Fakes;
using BatchGen.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace BatchGen.Engine.Tests.Supervision;

public sealed class EngineProcessTests
{
    [Fact]
    public async Task Id_IsKnown_WhenTheProcessIsDisposedAlready()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var scratch = new ScratchFolder();
        using var test = new DeskUnderTest();
        var process = await EngineProcess.StartAsync(new ScriptedProgram(scratch.Path, "echo last words >&2"), test.Wish.Settings, NullLogger.Instance);
        var id = process.Id;
        await process.WaitForExitAsync();

        await process.DisposeAsync();

        Assert.True(id > 0);
        Assert.Equal(id, process.Id);
    }
}
