using System.Text.Json;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Host;

/// <summary>
/// The child process in its other trade: it says what models would take. One request a line on standard input, one reply a
/// line on standard output, in turn. It ends with its input, so it never outlives its parent.
/// </summary>
internal static class PlanHost
{
    /// <returns>0, when the input has ended.</returns>
    public static async Task<int> RunAsync(Stream input, Stream output)
    {
        using var reader = new StreamReader(input);
        await using var writer = new StreamWriter(output) { AutoFlush = true };
        using var bench = new DryRunBench();
        while (await reader.ReadLineAsync() is { } line)
            await writer.WriteLineAsync(JsonSerializer.Serialize(Answer(bench, line)));
        return 0;
    }

    private static PlanHostReply Answer(DryRunBench bench, string line)
    {
        try
        {
            var request = JsonSerializer.Deserialize<PlanHostRequest>(line)!;
            return new PlanHostReply(bench.Runtime.Info, bench.GetDevices(), request.DryRun is { } run ? bench.Measure(run) : [], null, null);
        }
        catch (RuntimeException refusal)
        {
            return new PlanHostReply(null, [], [], refusal.Code, refusal.Message);
        }
    }
}
