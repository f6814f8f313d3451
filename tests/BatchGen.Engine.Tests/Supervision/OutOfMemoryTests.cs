using System.Collections.Concurrent;
using System.Threading.Channels;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Supervision;
using BatchGen.Engine.Tests.Fakes;
using BatchGen.Testing;
using BatchGen.Testing.Models;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Engine.Tests.Supervision;

/// <summary>Real engine processes whose devices give less than was planned: they come back smaller or later, and nobody is blamed.</summary>
public sealed class OutOfMemoryTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("echo 'CUDA error: out of memory' >&2; kill -ABRT $$", "CUDA error: out of memory")]
    [InlineData("kill -KILL $$", "as the system does when main memory runs out")]
    public async Task WaitUntilReadyAsync_WaitsAndLoadsLater_WhenTheProcessDiesForWantOfMemory(string death, string said)
    {
        if (OperatingSystem.IsWindows())
            return;
        var program = new ScriptedProgram(_folder.Path, $"if [ $starts -le 2 ]; then {death}; fi\nexec \"$@\"");
        await using var fixture = Fixture(program);
        var reasons = new ConcurrentQueue<string>();
        using var hearing = fixture.Engine.Subscribe(status => reasons.Enqueue(status.WaitingReason?.ToString() ?? ""));

        await fixture.Engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);

        Assert.Equal(3, program.Starts);
        Assert.Contains(
            reasons,
            reason => reason.StartsWith("waiting: memory ran out 2 times", StringComparison.Ordinal) && reason.Contains(said, StringComparison.Ordinal));
        Assert.Contains("Stepped down", fixture.Engine.Status.Adjustment?.ToString(), StringComparison.Ordinal);
    }

    /// <summary>
    /// llama.cpp itself: half a gigabyte of KV cache, which the kernel refuses (RLIMIT_DATA; the process without it takes less than half of that).
    /// </summary>
    [Fact]
    public async Task WaitUntilReadyAsync_LoadsSmaller_WhenLlamaCppIsRefusedTheMemory()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var program = new ScriptedProgram(_folder.Path, "if [ $starts -eq 1 ]; then ulimit -d 450000; fi\nexec \"$@\"");
        await using var fixture = Fixture(program, slots: 128);
        var engine = fixture.Manager.GetEngine(RandomModel.PathOf(new RandomModelShape(Layers: 8)));
        var problems = new ConcurrentQueue<string>();
        using var hearing = engine.Subscribe(status => problems.Enqueue(status.Problem?.ToString() ?? ""));

        var model = await engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);

        Assert.Equal(2, program.Starts);
        Assert.Contains(problems, problem => problem.Contains("llama.cpp cannot create a context", StringComparison.Ordinal));
        Assert.InRange(model.Context.KvCells, 8192, (128 * 8192) - 1);
        Assert.Contains("Stepped down", engine.Status.Adjustment?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_GivesBackWithoutBlame_WhenMemoryRunsOutAtAStep()
    {
        if (OperatingSystem.IsWindows())
            return;
        var program = new ScriptedProgram(_folder.Path, """
            "$@" <&0 &
            engine=$!
            while kill -0 $engine 2>/dev/null; do
              if [ -e full ]; then
                rm full
                echo 'CUDA error: out of memory' >&2
                # As an abort looks from outside; .NET does not end by a signal 6 from elsewhere.
                kill -KILL $engine
                exit 134
              fi
              sleep 0.01
            done
            wait $engine
            """);
        await using var fixture = Fixture(program);

        await Assert.ThrowsAsync<EngineReloadedException>(
            () => RunWithoutEndAsync(fixture.Engine, onFirstStart: () => File.WriteAllText(_folder.File("full"), "")))
            .WaitAsync(Patience.Ceiling);
        await fixture.Engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);

        Assert.Equal(2, program.Starts);
        Assert.Contains("Stepped down", fixture.Engine.Status.Adjustment?.ToString(), StringComparison.Ordinal);
    }

    private static EngineFixture Fixture(ScriptedProgram program, int slots = 8) => new(
        options =>
        {
            options.Slots = slots;
            options.ContextLimitTokens = 8192;
        },
        services =>
        {
            services.AddSingleton<IEngineProgram>(program);
            services.AddSingleton<IDeviceSurvey>(new FakeSurvey(64L << 30));
        });

    /// <summary>Each answer is followed by another request: the engine is never done before the shell looks.</summary>
    private static async Task RunWithoutEndAsync(IEngine engine, Action onFirstStart)
    {
        var requests = Channel.CreateUnbounded<GenerationRequest>();
        for (var number = 0; number < 8; number++)
            requests.Writer.TryWrite(EngineFixture.Request($"{number}", 400));
        var hasStarted = false;
        await foreach (var @event in engine.GenerateAsync(requests.Reader.ReadAllAsync(), CancellationToken.None))
        {
            if (@event is GenerationFinished)
                requests.Writer.TryWrite(EngineFixture.Request($"after-{@event.Id}", 400));
            if (@event is not GenerationStarted || hasStarted)
                continue;
            hasStarted = true;
            onFirstStart();
        }
    }
}
