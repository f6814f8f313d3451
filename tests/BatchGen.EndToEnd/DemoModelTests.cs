using System.Text.Json;
using BatchGen.Testing;
using BatchGen.Web.CommandLine;

namespace BatchGen.EndToEnd;

/// <summary>What a newcomer gets: the model that ships, through the run verb, word for word.</summary>
public sealed class DemoModelTests
{
    [Fact]
    public async Task Run_GivesTheGoldenAnswers_WithTheModelThatShips()
    {
        using var golden = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "tools", "demo-model", "golden.json")));
        var entries = golden.RootElement.GetProperty("entries").EnumerateArray().ToList();
        using var folder = new ScratchFolder();
        var input = folder.File("golden.jsonl");
        var results = folder.File("results.jsonl");
        var system = golden.RootElement.GetProperty("system").GetString();
        await File.WriteAllLinesAsync(
            input, entries.Select(entry => JsonSerializer.Serialize(entry.TryGetProperty("prompt", out _) ? Question(entry, system) : Gap(entry))));
        using var error = new StringWriter();
        var commandLine = new BatchGenCommandLine(new CommandStreams(TextWriter.Null, TextWriter.Synchronized(error), () => Stream.Null, IsTerminal: false));

        var exit = await commandLine.InvokeAsync(["run", input, "--output", results]);

        Assert.True(exit == ExitCodes.Success, error.ToString());
        var answers = (await File.ReadAllLinesAsync(results)).Select(line => JsonDocument.Parse(line).RootElement).ToDictionary(
            line => line.GetProperty("custom_id").GetString()!,
            line => line.GetProperty("response").GetProperty("body").GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        Assert.All(entries, entry => Assert.Equal(
            entry.GetProperty("answer").GetString(), answers[entry.GetProperty("name").GetString()!]));
    }

    private static object Question(JsonElement entry, string? system) => new
    {
        custom_id = entry.GetProperty("name").GetString(),
        messages = new[]
        {
            new { role = "system", content = system },
            new { role = "user", content = entry.GetProperty("prompt").GetString() },
        },
        temperature = 0,
    };

    private static object Gap(JsonElement entry) => new
    {
        custom_id = entry.GetProperty("name").GetString(),
        task = new
        {
            name = "infill",
            prefix = entry.GetProperty("prefix").GetString(),
            suffix = entry.GetProperty("suffix").GetString(),
            path = entry.GetProperty("path").GetString(),
            language = entry.GetProperty("language").GetString(),
            mode = entry.GetProperty("mode").GetString(),
        },
        temperature = 0,
    };
}
