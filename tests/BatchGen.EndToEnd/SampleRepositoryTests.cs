using System.IO.Compression;
using System.Text.Json;
using BatchGen.Engine.Setup;
using BatchGen.Testing;
using BatchGen.Web.CommandLine;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.EndToEnd;

/// <summary>What samples/repository is for: a whole repository through the run verb, on the model that ships.</summary>
public sealed class SampleRepositoryTests : IDisposable
{
    /// <summary>So small that the long file does not fit.</summary>
    private const int Context = 2_048;

    private static readonly string Repository = Path.Combine(SourceTree.Root, "samples", "repository");
    private static readonly string[] Files = [.. Directory.EnumerateFiles(Repository, "*", SearchOption.AllDirectories).Select(NameOf).Order(StringComparer.Ordinal)];

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_MirrorsTheTree_WhenAFolderIsCommentedIntoAZip()
    {
        var output = await RunAsync(Repository, "commented.zip", "--task", "comment");

        await using var archive = await ZipFile.OpenReadAsync(output);
        Assert.Equal(Files, archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        Assert.All(archive.Entries, entry => Assert.True(entry.Length > 0, entry.FullName));
    }

    [Fact]
    public async Task Run_CutsTheLongFileOnly_WhenTheContextIsSmall()
    {
        var zip = _folder.File("repository.zip");
        await ZipFile.CreateFromDirectoryAsync(Repository, zip);

        var output = await RunAsync(zip, "answers.jsonl", "--task", "comment");

        var tokens = (await File.ReadAllLinesAsync(output)).Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(line => line.GetProperty("custom_id").GetString()!, PromptTokens);
        Assert.Equal(Files, tokens.Keys.Order(StringComparer.Ordinal));
        // No single prompt can have so many: they are those of its parts together.
        Assert.Equal(["src/ledger.py"], tokens.Where(file => file.Value > Context).Select(file => file.Key));
    }

    [Fact]
    public async Task Run_WritesASectionForEachFile_WhenTheOutputIsMarkdown()
    {
        var output = await RunAsync(Repository, "review.md", "--task", "review", "--max-tokens", "60");

        var headings = (await File.ReadAllLinesAsync(output)).Where(line => line.StartsWith("## `", StringComparison.Ordinal)).ToList();
        Assert.Equal(Files, headings.Select(heading => heading[4..^1]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_AddsTheAnswersToTheTable_WhenInputAndOutputAreCsv()
    {
        var table = _folder.File("wishes.csv");
        await File.WriteAllTextAsync(table, "name,wish\nfirst,adds two numbers\nsecond,reverses a string\n");

        var output = await RunAsync(table, "answers.csv", "--template", "Write a Python function that {{wish}}.", "--max-tokens", "60");

        var lines = await File.ReadAllLinesAsync(output);
        Assert.StartsWith("name,wish,custom_id,", lines[0].TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.Contains(lines, line => line.StartsWith("first,adds two numbers,", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("second,reverses a string,", StringComparison.Ordinal));
    }

    private async Task<string> RunAsync(string input, string output, params string[] task)
    {
        var path = _folder.File(output);
        using var error = new StringWriter();
        var commandLine = new BatchGenCommandLine(
            new CommandStreams(TextWriter.Null, TextWriter.Synchronized(error), () => Stream.Null, IsTerminal: false),
            // One thread: threads that spin for each other starve when tests share the cores.
            services => services.Configure<EngineOptions>(engine => engine.Threads = 1));

        var exit = await commandLine.InvokeAsync(["run", input, "--output", path, "--context", $"{Context}", .. task]);

        Assert.True(exit == ExitCodes.Success, error.ToString());
        return path;
    }

    private static int PromptTokens(JsonElement line) =>
        line.GetProperty("response").GetProperty("body").GetProperty("usage").GetProperty("prompt_tokens").GetInt32();

    private static string NameOf(string path) => Path.GetRelativePath(Repository, path).Replace('\\', '/');
}
