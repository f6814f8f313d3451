using System.Diagnostics;
using BatchGen.Engine.Client;
using BatchGen.Engine.Supervision;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Gguf;
using BatchGen.Testing;
using BatchGen.Testing.Headers;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Engine.Tests.Supervision;

public sealed class EngineSupervisorTests
{
    [Fact]
    public async Task WaitUntilReadyAsync_TellsEverybodyWhy_WhenSomethingUnexpectedHappens()
    {
        await using var fixture = new EngineFixture(customize: services => services.AddSingleton<IEngineProgram>(new BrokenProgram()));

        var waiting = Enumerable.Range(0, 3).Select(_ => fixture.Engine.WaitUntilReadyAsync(CancellationToken.None)).ToList();

        foreach (var one in waiting)
        {
            var told = await Assert.ThrowsAsync<EngineException>(() => one.WaitAsync(Patience.Ceiling));
            Assert.Equal("engine_error", told.Code);
            Assert.Contains("Nobody expected this.", told.Message, StringComparison.Ordinal);
        }

        Assert.Equal(EngineState.Failed, fixture.Engine.Status.State);
    }

    [Fact]
    public async Task GenerateAsync_EndsEveryRequestOnce_WhenThereAreMoreThanSlots()
    {
        await using var fixture = new EngineFixture();
        var ids = Enumerable.Range(0, 25).Select(number => $"{number}").ToList();

        var events = await CollectAsync(fixture.Engine, ids.Select(id => EngineFixture.Request(id)));

        Assert.Equal(ids.Order(), events.OfType<GenerationFinished>().Select(finished => finished.Id).Order());
        Assert.All(events.OfType<GenerationFinished>(), finished => Assert.InRange(finished.Result.CompletionTokens, 1, 8));
    }

    [Fact]
    public async Task GenerateAsync_GivesTheSameAnswer_AloneAndTogether()
    {
        await using var fixture = new EngineFixture();
        var together = await CollectAsync(fixture.Engine, Enumerable.Range(0, 6).Select(number => EngineFixture.Request($"{number}", 16)));

        var alone = await CollectAsync(fixture.Engine, [EngineFixture.Request("3", 16)]);

        Assert.Equal(Answer(alone, "3"), Answer(together, "3"));
    }

    /// <summary>What docs/api.md promises of seeds. The first run computes the prompt, the others find it computed.</summary>
    [Fact]
    public async Task GenerateAsync_GivesTheSameAnswer_AloneWithTheSameSeed()
    {
        await using var fixture = new EngineFixture();
        async Task<string> DrawAsync(ulong seed) =>
            Answer(await CollectAsync(fixture.Engine, [EngineFixture.Request("a", 48) with { Sampling = new(Temperature: 1.3f, Seed: seed) }]), "a");
        await DrawAsync(7);

        var first = await DrawAsync(7);
        var other = await DrawAsync(8);
        var second = await DrawAsync(7);

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    /// <summary>What is wrong with it is told at once, and not once a slot is free.</summary>
    [Fact]
    public async Task GenerateAsync_SaysNothingOfAQueue_WhenTheRequestCanNeverRun()
    {
        await using var fixture = new EngineFixture();
        var tooLong = EngineFixture.Request("long") with { Prompt = new ChatPrompt([new("user", new string('x', 4000))]), StreamText = true };

        var failed = Assert.IsType<GenerationFailed>(Assert.Single(await CollectAsync(fixture.Engine, [tooLong])));

        Assert.Equal("context_length_exceeded", failed.Failure.Code);
    }

    [Fact]
    public async Task GenerateAsync_StreamsTheWholeAnswer_WhenAsked()
    {
        await using var fixture = new EngineFixture();

        var events = await CollectAsync(fixture.Engine, [EngineFixture.Request("a", 16) with { StreamText = true }]);

        Assert.IsType<GenerationQueued>(events[0]);
        Assert.IsType<GenerationStarted>(events[1]);
        Assert.Equal(Answer(events, "a"), string.Concat(events.OfType<GenerationText>().Select(text => text.Delta)));
    }

    [Fact]
    public async Task GenerateAsync_FailsOnlyTheBadRequest_WhenOthersAreGood()
    {
        await using var fixture = new EngineFixture();
        var tooLong = new string('x', 4000);

        var events = await CollectAsync(fixture.Engine,
        [
            EngineFixture.Request("good"),
            EngineFixture.Request("long") with { Prompt = new ChatPrompt([new("user", tooLong)]) },
            EngineFixture.Request("hot") with { Sampling = new(Temperature: 9) },
            EngineFixture.Request("nothing") with { Prompt = new ChatPrompt([]) },
        ]);

        Assert.Single(events.OfType<GenerationFinished>(), finished => finished.Id == "good");
        Assert.Equal("context_length_exceeded", Failure(events, "long"));
        Assert.Equal("value_out_of_range", Failure(events, "hot"));
        Assert.Equal("empty_messages", Failure(events, "nothing"));
    }

    [Fact]
    public async Task GenerateAsync_ThrowsEngineLost_AndTheNextCallWorks_WhenTheProcessIsKilled()
    {
        await using var fixture = new EngineFixture();
        var engine = fixture.Engine;
        await engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);
        var victim = engine.Status.ProcessId!.Value;

        var lost = await Assert.ThrowsAsync<EngineLostException>(async () =>
        {
            await foreach (var @event in engine.GenerateAsync(LongRequests(), CancellationToken.None))
            {
                if (@event is GenerationStarted)
                    Process.GetProcessById(victim).Kill();
            }
        }).WaitAsync(Patience.Ceiling);

        Assert.Contains("long-0", lost.LastBegun);
        var events = await CollectAsync(engine, [EngineFixture.Request("after")]);
        Assert.Single(events.OfType<GenerationFinished>());
        Assert.Equal(1, engine.Status.Restarts);
        Assert.NotEqual(victim, engine.Status.ProcessId);
    }

    /// <summary>A process that is stopped computes nothing and says nothing, and does not end: the first step of its first request hangs.</summary>
    [Fact]
    public async Task GenerateAsync_ThrowsEngineLost_AndTheNextCallWorks_WhenTheProcessHangsInItsFirstStep()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using var fixture = new EngineFixture(options => options.HangTimeout = TimeSpan.FromSeconds(1));
        var engine = fixture.Engine;
        await engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);
        var victim = engine.Status.ProcessId!.Value;
        var said = new List<string?>();
        using var listening = engine.Subscribe(status => said.Add(status.Problem?.ToString()));
        using (var stop = Process.Start("kill", ["-STOP", $"{victim}"]))
            await stop.WaitForExitAsync();

        await Assert.ThrowsAsync<EngineLostException>(() => CollectAsync(engine, [EngineFixture.Request("first")])).WaitAsync(Patience.Ceiling);

        var events = await CollectAsync(engine, [EngineFixture.Request("after")]);
        Assert.Single(events.OfType<GenerationFinished>());
        Assert.NotEqual(victim, engine.Status.ProcessId);
        Assert.Contains(said, problem => problem?.Contains("showed no progress", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task GenerateAsync_StopsItsOwnRequests_WhenCancelled()
    {
        await using var fixture = new EngineFixture();
        var engine = fixture.Engine;
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in engine.GenerateAsync(LongRequests(), cancel.Token))
                await cancel.CancelAsync();
        }).WaitAsync(Patience.Ceiling);

        await StatusAsync(engine, status => status.Activity is { RunningSequences: 0, WaitingSequences: 0, KvCellsReserved: 0 });
    }

    [Fact]
    public async Task CountTokensAsync_CountsInOrder_WithTheModelsTokenizer()
    {
        await using var fixture = new EngineFixture();

        var counts = await fixture.Engine.CountTokensAsync(
            [Segments("ab", isTemplate: false), Segments("<|user|>", isTemplate: true), Segments("<|user|>", isTemplate: false)],
            CancellationToken.None).WaitAsync(Patience.Ceiling);

        Assert.Equal(1, counts[1]);
        Assert.True(counts[2] > 1, "a user's text must never become a role");
        Assert.InRange(counts[0], 1, 2);
    }

    [Fact]
    public async Task CountTokensAsync_IsAnsweredByTheNextEngine_WhenTheFirstDiesOfSomethingElse()
    {
        await using var fixture = new EngineFixture();
        await fixture.Engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);

        var counting = fixture.Engine.CountTokensAsync(
            [.. Enumerable.Repeat(Segments(new string('a', 2_000), isTemplate: false), 2_000)], CancellationToken.None);
        Process.GetProcessById(fixture.Engine.Status.ProcessId!.Value).Kill();

        Assert.Equal(2_000, (await counting.WaitAsync(Patience.Ceiling)).Count);
    }

    [Fact]
    public async Task DisposeAsync_EndsTheProcess()
    {
        var fixture = new EngineFixture();
        await fixture.Engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);
        using var process = Process.GetProcessById(fixture.Engine.Status.ProcessId!.Value);

        await fixture.DisposeAsync();

        await process.WaitForExitAsync().WaitAsync(Patience.Ceiling);
    }

    [Fact]
    public async Task Socket_BelongsToItsOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
            return;
        await using var fixture = new EngineFixture();
        await fixture.Engine.WaitUntilReadyAsync(CancellationToken.None).WaitAsync(Patience.Ceiling);

        var socket = Assert.Single(Directory.GetFiles(fixture.Folder, "*.sock"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(socket));
    }

    private sealed class BrokenProgram : IEngineProgram
    {
        public ProcessStartInfo StartInfo() => throw new InvalidOperationException("Nobody expected this.");
    }

    private static async IAsyncEnumerable<GenerationRequest> LongRequests()
    {
        for (var number = 0; number < 8; number++)
            yield return EngineFixture.Request($"long-{number}", 400);
        await Task.CompletedTask;
    }

    private static async Task<List<GenerationEvent>> CollectAsync(IEngine engine, IEnumerable<GenerationRequest> requests)
    {
        var events = new List<GenerationEvent>();
        using var patience = new CancellationTokenSource(Patience.Ceiling);
        await foreach (var @event in engine.GenerateAsync(requests.ToAsyncEnumerable(), patience.Token))
            events.Add(@event);
        return events;
    }

    private static async Task StatusAsync(IEngine engine, Func<EngineStatus, bool> holds)
    {
        var reached = new TaskCompletionSource();
        using var subscription = engine.Subscribe(status =>
        {
            if (holds(status))
                reached.TrySetResult();
        });
        if (!holds(engine.Status))
            await reached.Task.WaitAsync(Patience.Ceiling);
    }

    private static SegmentPrompt Segments(string text, bool isTemplate) => new([new(text, isTemplate)], []);

    private static string Answer(List<GenerationEvent> events, string id) =>
        events.OfType<GenerationFinished>().Single(finished => finished.Id == id).Result.Text;

    private static string Failure(List<GenerationEvent> events, string id) =>
        events.OfType<GenerationFailed>().Single(failed => failed.Id == id).Failure.Code;
}
