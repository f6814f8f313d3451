using System.Text.Json;

namespace BatchGen.Benchmarks.Throughput;

/// <summary>The child's side of <see cref="ChildContender"/>.</summary>
internal static class ChildLoop
{
    public static async Task<int> RunAsync(Func<IReadOnlyList<WorkItem>, Task<RunFigures>> run)
    {
        await Console.Out.WriteLineAsync(ChildContender.Ready);
        while (await Console.In.ReadLineAsync() is { Length: > 0 } file)
        {
            try
            {
                var items = JsonSerializer.Deserialize<List<WorkItem>>(await File.ReadAllTextAsync(file))!;
                await Console.Out.WriteLineAsync(JsonSerializer.Serialize(await run(items)));
            }
            catch (InvalidOperationException failure)
            {
                await Console.Out.WriteLineAsync("error: " + failure.Message.ReplaceLineEndings(" "));
            }
        }

        return 0;
    }
}
