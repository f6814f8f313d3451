using BatchGen.Batches.Data;
using BatchGen.Engine.Client;
using BatchGen.Web.CommandLine;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Fakes;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.CommandLine.Servers;

/// <summary>batches: lists, shows, steers; and what is downloaded.</summary>
public sealed class BatchesVerbTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Fact]
    public async Task List_HasALineABatch_NewestFirst_AndGoesOverPages()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var shell = Shell.At(server.Address, Shell.KeyOf(mine));
        string[] made = [await mine.RunBatchAsync(), await mine.RunBatchAsync(lines: 2), await mine.RunBatchAsync()];

        var table = (await shell.RunAsync("batches", "list")).Succeeded();
        var two = (await shell.RunAsync("batches", "list", "--limit", "2", "--json")).Succeeded();

        Assert.Equal(made.Reverse(), table.Lines.Skip(1).Select(line => line.Split(' ')[0]));
        Assert.StartsWith("ID ", table.Lines[0], StringComparison.Ordinal);
        Assert.Contains(" 2/2 ", table.Lines[2], StringComparison.Ordinal);
        Assert.Contains("completed", table.Lines[1], StringComparison.Ordinal);
        Assert.Equal(made.Reverse().Take(2), two.Document.IdsOf("batches"));
        Assert.NotNull(two.Document.GetProperty("cursor").GetString());
        Assert.Empty(two.Error);
    }

    [Fact]
    public async Task List_SaysThatThereIsNothing()
    {
        using var shell = await Shell.AtAsync(server, Role.Submitter);

        Assert.Contains("no batches", (await shell.RunAsync("batches", "list")).Succeeded().Output, StringComparison.Ordinal);
        Assert.Empty((await shell.RunAsync("batches", "list", "--json")).Succeeded().Document.IdsOf("batches"));
    }

    [Fact]
    public async Task Show_TellsWhatBecameOfIt()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var shell = Shell.At(server.Address, Shell.KeyOf(mine));
        var id = await mine.RunBatchAsync(lines: 2);

        var text = (await shell.RunAsync("batches", "show", id)).Succeeded().Lines;
        var document = (await shell.RunAsync("batches", "show", id, "--json")).Succeeded().Document;

        Assert.Equal([$"Id        {id}"], text.Where(line => line.StartsWith("Id", StringComparison.Ordinal)));
        Assert.Contains("State     completed", text);
        Assert.Equal((id, 2), (document.IdOf(), document.GetProperty("succeeded_items").GetInt32()));
    }

    [Fact]
    public async Task PauseResumeCancelAndRetry_DoWhatTheySay()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var shell = Shell.At(server.Address, Shell.KeyOf(mine));
        // Nothing of it begins before the hours that it says.
        var later = new { name = "n", input = "one\ntwo", hours = "Mon 00:00-00:01", time_zone = "UTC" };
        var id = (await mine.AskAsync(HttpMethod.Post, "/api/batches", later)).IdOf();

        Assert.Equal($"{id}: 2 items paused.{Environment.NewLine}", (await shell.RunAsync("batches", "pause", id)).Succeeded().Output);
        Assert.Equal("paused", (await shell.RunAsync("batches", "show", id, "--json")).Document.GetProperty("state").GetString());
        Assert.Equal(2, (await shell.RunAsync("batches", "resume", id, "--json")).Succeeded().Document.GetProperty("items").GetInt32());
        Assert.Equal($"{id}: 2 items cancelled.{Environment.NewLine}", (await shell.RunAsync("batches", "cancel", id)).Succeeded().Output);
    }

    [Fact]
    public async Task Retry_QueuesWhatFailed()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var shell = Shell.At(server.Address, Shell.KeyOf(mine));
        var engine = ((FakeEngineManager)server.Services.GetRequiredService<IEngineManager>()).Engine(server.ModelPath);
        engine.Answer = prompt => prompt.Contains("fail me", StringComparison.Ordinal) ? throw new InvalidOperationException("Too long.") : "Fine.";

        var failed = await shell.RunAsync("submit", shell.Write("two.txt", "fail me\nanswer me"), "--wait");
        engine.Answer = _ => "Fine.";
        var id = failed.Output.Trim();

        Assert.Equal(ExitCodes.SomeFailed, failed.Exit);
        Assert.Equal($"{id}: 1 item queued again.{Environment.NewLine}", (await shell.RunAsync("batches", "retry", id)).Succeeded().Output);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("cancel")]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("retry")]
    [InlineData("download")]
    public async Task Verb_NamesTheId_WhenThereIsNoSuchBatch(string verb)
    {
        using var shell = await Shell.AtAsync(server, Role.Submitter);

        var said = (await shell.RunAsync("batches", verb, "batch_nothing")).Failed(ExitCodes.Refused, "batch_not_found");
        Assert.Contains("batch_nothing", said.Error, StringComparison.Ordinal);
        (await shell.RunAsync("batches", verb, "batch_nothing", "--json")).Failed(ExitCodes.Refused, "batch_not_found");
        Assert.Empty(shell.Files());
    }

    [Fact]
    public async Task Control_TellsTheRefusal()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var shell = Shell.At(server.Address, Shell.KeyOf(mine));
        var id = await mine.RunBatchAsync();

        (await shell.RunAsync("batches", "cancel", id)).Failed(ExitCodes.Refused, "batch_finished");
        (await shell.RunAsync("batches", "retry", id, "--json")).Failed(ExitCodes.Refused, "nothing_to_retry");
    }

    [Fact]
    public async Task Download_WritesTheFile_AndNoFileThatIsThere()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var shell = Shell.At(server.Address, Shell.KeyOf(mine));
        var id = await mine.RunBatchAsync(lines: 3);
        var results = shell.File("results.jsonl");

        var said = (await shell.RunAsync("batches", "download", id, "--output", results, "--json")).Succeeded();
        var again = (await shell.RunAsync("batches", "download", id, "--output", results, "--json")).Failed(ExitCodes.Unusable, "output_unusable");

        Assert.Equal(3, (await File.ReadAllLinesAsync(results)).Length);
        Assert.Equal((results, new FileInfo(results).Length), (said.Document.GetProperty("path").GetString(), said.Document.GetProperty("bytes").GetInt64()));
        Assert.Contains("--force", again.Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(results, "other");
        (await shell.RunAsync("batches", "download", id, "--output", results, "--force")).Succeeded();
        Assert.Equal(3, (await File.ReadAllLinesAsync(results)).Length);
        Assert.Equal(["results.jsonl"], shell.Files());
    }

    [Theory]
    [InlineData("answers.csv", null, "custom_id")]
    [InlineData("answers.md", null, "#")]
    [InlineData("answers.txt", "csv-spreadsheet", "custom_id")]
    [InlineData("answers.zip", null, "PK")]
    [InlineData("answers.zip", "output", "{\"id\"")]
    public async Task Download_TakesTheFormThatTheNameOrTheKindSays(string name, string? kind, string beginning)
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var shell = Shell.At(server.Address, Shell.KeyOf(mine));
        var id = await mine.RunBatchAsync();

        (await shell.RunAsync(["batches", "download", id, "-o", shell.File(name), .. kind is null ? (string[])[] : ["--kind", kind]])).Succeeded();

        Assert.StartsWith(beginning, (await File.ReadAllTextAsync(shell.File(name))).TrimStart('\uFEFF'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_WritesToStandardOutput_AndNothingBesideIt()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var shell = Shell.At(server.Address, Shell.KeyOf(mine));
        var id = await mine.RunBatchAsync(lines: 2);

        var piped = (await shell.RunAsync("batches", "download", id, "--output", "-")).Succeeded();

        Assert.Equal((2, "", ""), (piped.Bytes.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length, piped.Output, piped.Error));
        (await shell.RunAsync("batches", "download", id, "--output", "-", "--json")).Failed(ExitCodes.Unusable, "usage");
    }

    [Fact]
    public async Task Download_SaysWhatIsMissing()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var shell = Shell.At(server.Address, Shell.KeyOf(mine));
        var id = await mine.RunBatchAsync();

        (await shell.RunAsync("batches", "download", id, "--kind", "errors", "-o", shell.File("e.jsonl"))).Failed(ExitCodes.Refused, "result_file_not_found");
        var folder = (await shell.RunAsync("batches", "download", id, "-o", shell.File("no/such.jsonl"))).Error;
        Assert.Contains(shell.File("no"), folder, StringComparison.Ordinal);
        Assert.Empty(shell.Files());
    }

    /// <summary>A name is somebody's text, and a terminal does what it is told.</summary>
    [Fact]
    public async Task List_SendsNoControlCharacters_AndIsCutAtTheTerminalsEdgeOnly()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var shell = Shell.At(server.Address, Shell.KeyOf(mine));
        using var narrow = new Shell { Width = 80, Variables = { ["BATCHGEN_SERVER"] = server.Address, ["BATCHGEN_KEY"] = Shell.KeyOf(mine) } };
        var name = "red \u001b[31m" + new string('x', 90) + "漢字";
        await mine.AskAsync(HttpMethod.Post, "/api/batches", new { name, input = "one" });

        var piped = (await shell.RunAsync("batches", "list")).Succeeded().Lines[1];
        var cut = (await narrow.RunAsync("batches", "list")).Succeeded().Lines[1];

        Assert.DoesNotContain('\u001b', piped);
        Assert.EndsWith("x漢字", piped, StringComparison.Ordinal);
        Assert.Equal(80, cut.Length);
        Assert.EndsWith("…", cut, StringComparison.Ordinal);
    }
}
