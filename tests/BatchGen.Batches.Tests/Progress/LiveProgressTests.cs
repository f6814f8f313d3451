using BatchGen.Batches.Data;
using BatchGen.Batches.Progress;
using BatchGen.Batches.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Progress;

public sealed class LiveProgressTests
{
    [Fact]
    public async Task Subscribe_SeesABatchThrough_WhenItRuns()
    {
        await using var house = await BatchHouse.CreateAsync(engine: new TestEngine(slots: 1));
        var gate = new Gate();
        house.Engine.Behaviour = async (prompt, cancellationToken) =>
        {
            if (prompt == "b")
                await gate.PassAsync(cancellationToken);
            return GenerationOutcome.Answer(prompt);
        };
        var seen = new TaskCompletionSource<BatchProgress>(TaskCreationOptions.RunContinuationsAsynchronously);
        var done = new TaskCompletionSource<BatchProgress>(TaskCreationOptions.RunContinuationsAsynchronously);
        var id = await house.SubmitPromptsAsync("a", "b", "c");
        using var subscription = house.Services.GetRequiredService<ProgressFeed>().Subscribe(id, progress =>
        {
            if (progress.Running.Any(item => item.Ordinal == 1) && progress.SucceededItems == 1)
                seen.TrySetResult(progress);
            if (progress.State == BatchState.Completed)
                done.TrySetResult(progress);
        });

        var running = house.RunJobsAsync(workers: 1);
        var midway = await seen.Task;
        gate.Open();
        await running;
        var last = await done.Task;

        Assert.Equal((BatchState.Running, "item-2"), (midway.State, Assert.Single(midway.Running).CustomId));
        Assert.Equal((3, 0), (last.SucceededItems, last.Running.Count));
        Assert.True(midway.CompletionTokens > 0 && midway.CompletionTokens < last.CompletionTokens);
        Assert.True(midway.PromptTokens > 0 && midway.PromptTokens < last.PromptTokens);
    }
}
