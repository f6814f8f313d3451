using System.Diagnostics;
using System.Text;
using System.Text.Json;
using BatchGen.Batches.Data;
using BatchGen.Batches.Results;
using BatchGen.Engine.Client;
using BatchGen.Testing;
using BatchGen.Testing.Models;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.EndToEnd;

public sealed class EngineDeathTests
{
    private const int Items = 60;

    [Fact]
    public async Task Batch_EndsEveryItemOnce_WhenTheEngineIsKilledInTheMiddle()
    {
        await using var server = new RealServer(RandomModel.PathOf(new RandomModelShape()));
        await server.StartAsync();
        await server.Engine.WaitUntilReadyAsync(CancellationToken.None);
        var killed = new TaskCompletionSource();
        using var subscription = server.Engine.Subscribe(status => KillOnce(status, killed));

        var batch = await server.SubmitAsync(Input());
        await killed.Task.WaitAsync(Patience.Ceiling);
        var end = await server.EndAsync(batch);

        Assert.Equal(BatchState.Completed, end.Summary.State);
        Assert.Equal(Items, end.Summary.SucceededItems);
        Assert.True(server.Engine.Status.Restarts >= 1, "the engine must have been started again");
        Assert.Equal(
            Enumerable.Range(0, Items).Select(number => $"item-{number}").Order(),
            (await ReadCustomIdsAsync(server, batch)).Order());
    }

    private static void KillOnce(EngineStatus status, TaskCompletionSource killed)
    {
        if (status is not { Activity.RunningSequences: > 0, ProcessId: { } process } || killed.Task.IsCompleted)
            return;
        Process.GetProcessById(process).Kill();
        killed.TrySetResult();
    }

    private static MemoryStream Input() => new(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, Items).Select(number =>
        $$"""{"custom_id":"item-{{number}}","prompt":"Write function number {{number}}","max_tokens":160}"""))));

    private static async Task<List<string>> ReadCustomIdsAsync(RealServer server, string batch)
    {
        var files = server.Services.GetRequiredService<ResultFiles>();
        var file = await files.OpenReadAsync(batch, ResultFileKind.Output, CancellationToken.None);
        using var reader = new StreamReader(file!.Content);
        var ids = new List<string>();
        while (await reader.ReadLineAsync() is { } line)
            ids.Add(JsonDocument.Parse(line).RootElement.GetProperty("custom_id").GetString()!);
        return ids;
    }
}
