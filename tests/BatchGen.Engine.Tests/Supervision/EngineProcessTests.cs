using BatchGen.Engine.Protocol;
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

    /// <summary>All of it is in the pipe, whatever became of its socket.</summary>
    [Fact]
    public async Task DescribeEnd_NamesWhatBeganLast_WhenItDiedBeforeItsCallSaidSo()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var scratch = new ScratchFolder();
        using var test = new DeskUnderTest();
        using (var notes = File.Create(scratch.File("notes")))
        {
            for (var number = 1; number <= 2_000; number++)
                BegunLine.Write(notes, $"item {number}\n");
        }

        await using var process = await EngineProcess.StartAsync(
            new ScriptedProgram(scratch.Path, "cat notes; echo a library says something; kill -KILL $$"), test.Wish.Settings, NullLogger.Instance);
        await process.WaitForExitAsync();

        var died = Assert.IsType<EngineDied>(process.DescribeEnd(wasReady: true));
        Assert.Equal("item 2000\n", died.LastBegun[^1]);
        Assert.Equal("item 1500\n", died.LastBegun[^501]);
        Assert.EndsWith("a library says something", died.Sentence.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Linux gives a user 128, and every engine would take one.</summary>
    [Fact]
    public async Task Engine_WatchesNoFiles()
    {
        if (!OperatingSystem.IsLinux())
            return;
        await using var fixture = new EngineFixture();
        await fixture.Engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);

        var open = Directory.GetFiles($"/proc/{fixture.Engine.Status.ProcessId}/fd").Select(link => File.ResolveLinkTarget(link, returnFinalTarget: false)?.Name);

        Assert.DoesNotContain(open, name => name?.Contains("inotify", StringComparison.Ordinal) is true);
    }
}
