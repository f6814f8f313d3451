using System.Text.Json;
using BatchGen.EndToEnd.OpenAi;
using BatchGen.Testing;
using BatchGen.Web.CommandLine;

namespace BatchGen.EndToEnd;

/// <summary>A night by command line, against the server in a process of its own with the model that ships.</summary>
public sealed class CommandLineJourneyTests(ProgramServer server) : IClassFixture<ProgramServer>
{
    [Fact]
    public async Task Night_IsSubmittedWaitedForAndBroughtHome()
    {
        using var folder = new ScratchFolder();
        var input = folder.File("prompts.jsonl");
        await File.WriteAllLinesAsync(input, Enumerable.Range(0, 5).Select(number =>
            $$"""{"custom_id":"item-{{number}}","prompt":"Write function {{number}}","max_tokens":8}"""));

        var submitted = JsonDocument.Parse(await RunAsync("submit", input, "--wait", "--json")).RootElement;
        var id = submitted.GetProperty("id").GetString()!;
        await RunAsync("batches", "download", id, "--output", folder.File("results.jsonl"));

        Assert.Equal(("completed", 5), (submitted.GetProperty("state").GetString(), submitted.GetProperty("succeeded_items").GetInt32()));
        Assert.Equal(5, (await File.ReadAllLinesAsync(folder.File("results.jsonl"))).Length);
        Assert.Contains(id, await RunAsync("batches", "list"), StringComparison.Ordinal);
        Assert.Contains("batchgen-demo", await RunAsync("models", "list"), StringComparison.Ordinal);
        Assert.Contains("no schedules", await RunAsync("schedules", "list"), StringComparison.Ordinal);
    }

    /// <returns>Standard output of a command that succeeds.</returns>
    private async Task<string> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var streams = new CommandStreams(output, TextWriter.Synchronized(error), () => Stream.Null, IsTerminal: false)
        {
            Variable = name => name switch
            {
                "BATCHGEN_SERVER" => server.BaseAddress.AbsoluteUri,
                "BATCHGEN_KEY" => DemoServer.ApiKey,
                _ => null,
            },
        };
        var exit = await new BatchGenCommandLine(streams).InvokeAsync(arguments);
        Assert.True(exit == ExitCodes.Success, $"exit {exit}: {error}");
        return output.ToString();
    }
}
