using System.Text.Json;
using BatchGen.Testing;
using BatchGen.Testing.Models;
using BatchGen.Web.CommandLine;

namespace BatchGen.EndToEnd;

/// <summary>The run verb with nothing replaced.</summary>
public sealed class HeadlessRunTests
{
    [Fact]
    public async Task Run_WritesOneLineAnItemInOrder_OnTheRealEngine()
    {
        using var folder = new ScratchFolder();
        var input = folder.File("prompts.jsonl");
        var results = folder.File("results.jsonl");
        await File.WriteAllLinesAsync(input, Enumerable.Range(0, 20).Select(number => $$"""{"custom_id":"item-{{number}}","prompt":"Write function {{number}}","max_tokens":{{20 - number}}}"""));
        using var error = new StringWriter();
        var commandLine = new BatchGenCommandLine(new CommandStreams(TextWriter.Null, TextWriter.Synchronized(error), () => Stream.Null, IsTerminal: false));

        var exit = await commandLine.InvokeAsync(
            ["run", input, "--output", results, "--model", RandomModel.PathOf(new RandomModelShape()), "--context", "512"]);

        Assert.True(exit == ExitCodes.Success, error.ToString());
        Assert.Equal(
            Enumerable.Range(0, 20).Select(number => $"item-{number}"),
            (await File.ReadAllLinesAsync(results)).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("custom_id").GetString()));
    }
}
