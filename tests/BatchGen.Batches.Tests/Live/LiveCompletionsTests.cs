using BatchGen.Batches.Live;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Engine.Client;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Live;

public sealed class LiveCompletionsTests
{
    private static readonly ItemRequest Hello = new() { Messages = [new("user", "hello")] };

    [Fact]
    public async Task Enter_SendsAway_WhoeverComesWhenTheQueueIsFull()
    {
        await using var house = await BatchHouse.CreateAsync(settings: ("Live:MaxOpenRequests", "1"));
        var live = house.Services.GetRequiredService<LiveCompletions>();
        var place = live.Enter("/models/a.gguf");

        Assert.True(Assert.Throws<LiveUnavailableException>(() => live.Enter("/models/a.gguf")).IsQueueFull);
        live.Enter("/models/b.gguf").Dispose();
        place.Dispose();
        live.Enter("/models/a.gguf").Dispose();
    }

    [Fact]
    public async Task Generate_GoesBeforeTheBatches()
    {
        await using var house = await BatchHouse.CreateAsync();

        var events = await RunAsync(house);

        Assert.Equal("answer to hello", Assert.IsType<GenerationFinished>(events[^1]).Result.Text);
        Assert.True(Assert.Single(house.Engine.Requests).Priority > 0);
    }

    [Fact]
    public async Task Generate_AsksAgain_WhenTheEngineDiesBeforeAnyText()
    {
        await using var house = await BatchHouse.CreateAsync();
        var turns = 0;
        house.Engine.Behaviour = (prompt, _) => ++turns == 1
            ? throw new EngineLostException("It died.")
            : Task.FromResult(GenerationOutcome.Answer(prompt));

        var events = await RunAsync(house);

        Assert.Equal("hello", Assert.IsType<GenerationFinished>(events[^1]).Result.Text);
        Assert.Single(events.OfType<GenerationStarted>());
    }

    [Fact]
    public async Task Generate_SaysWhy_WhenTheModelCannotBeLoaded()
    {
        await using var house = await BatchHouse.CreateAsync();
        house.Engine.LoadProblem = new EngineException("model_load_failed", "It is broken.");

        var away = await Assert.ThrowsAsync<LiveUnavailableException>(() => RunAsync(house));

        Assert.Equal("model_load_failed", away.Code);
    }

    private static async Task<List<GenerationEvent>> RunAsync(BatchHouse house)
    {
        var live = house.Services.GetRequiredService<LiveCompletions>();
        using var place = live.Enter(house.Engine.ModelPath);
        List<GenerationEvent> events = [];
        await foreach (var happened in live.GenerateAsync(place, Hello, CancellationToken.None))
            events.Add(happened);
        return events;
    }
}
