using BatchGen.Batches.Data;
using BatchGen.Engine.Client;
using BatchGen.Testing;
using BatchGen.Web.CommandLine;
using BatchGen.Web.Tests.Access;
using BatchGen.Web.Tests.Fakes;
using BatchGen.Web.Tests.Hosting;
using BatchGen.Web.Tests.OpenAi;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.CommandLine.Servers;

/// <summary>submit: from a file here to a batch there, and with --wait to its end.</summary>
public sealed class SubmitVerbTests(ScriptedServer server) : IClassFixture<ScriptedServer>
{
    [Fact]
    public async Task Submit_PrintsTheId_AndLeavesNoUploadBehind()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var shell = Shell.At(server.Address, Shell.KeyOf(mine));

        var said = (await shell.RunAsync("submit", shell.Write("night.txt", "first\nsecond"), "--name", "my night", "--label", "a", "--label", "b", "--priority", "3", "--max-tokens", "7", "--temperature", "0.5")).Succeeded();

        var batch = await mine.AskAsync(HttpMethod.Get, $"/api/batches/{said.Output.Trim()}");
        Assert.Equal(
            ("my night", 2, 3), (batch.GetProperty("name").GetString(), batch.GetProperty("total_items").GetInt32(), batch.GetProperty("priority").GetInt32()));
        Assert.Empty(said.Error);
        Assert.Empty((await mine.AskAsync(HttpMethod.Get, "/v1/files?purpose=batch")).IdsOf());
    }

    [Fact]
    public async Task Submit_ReadsStandardInput_AndGivesADocument()
    {
        using var shell = await Shell.AtAsync(server, Role.Submitter);
        shell.Input = "{\"custom_id\":\"a\",\"prompt\":\"from a pipe\"}";

        var document = (await shell.RunAsync("submit", "-", "--json")).Succeeded().Document;

        Assert.Equal(("standard input", 1), (document.GetProperty("name").GetString(), document.GetProperty("total_items").GetInt32()));
    }

    [Fact]
    public async Task Submit_PacksAFolder_AndASourceFile()
    {
        using var shell = await Shell.AtAsync(server, Role.Submitter);
        Directory.CreateDirectory(shell.File("src"));
        shell.Write("src/a.py", "def a(): pass");
        shell.Write("src/b.py", "def b(): pass");

        var folder = (await shell.RunAsync("submit", shell.File("src"), "--task", "comment", "--json")).Succeeded().Document;
        var file = (await shell.RunAsync("submit", shell.File("src/a.py"), "--task", "comment", "--json")).Succeeded().Document;

        Assert.Equal((2, "src"), (folder.GetProperty("total_items").GetInt32(), folder.GetProperty("name").GetString()));
        Assert.Equal((1, "a.py"), (file.GetProperty("total_items").GetInt32(), file.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Submit_NamesEveryBadLine_AndRunsTheOthersWhenToldTo()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var shell = Shell.At(server.Address, Shell.KeyOf(mine));
        var file = shell.Write("bad.jsonl", "{\"prompt\":\"good\"}\n{\"prompt\":7}\nnot json");

        var refused = (await shell.RunAsync("submit", file)).Failed(ExitCodes.Refused, "invalid_type");
        (await shell.RunAsync("submit", file, "--json")).Failed(ExitCodes.Refused, "invalid_type");
        var accepted = await shell.RunAsync("submit", file, "--accept-bad-lines", "--wait", "--json");

        Assert.Contains("Line 2: ", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Line 3: ", refused.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.SomeFailed, accepted.Exit);
        Assert.Equal((1, 2), (accepted.Document.GetProperty("succeeded_items").GetInt32(), accepted.Document.GetProperty("failed_items").GetInt32()));
        Assert.Contains("1 of 3 items done, 2 failed", accepted.Error, StringComparison.Ordinal);
        Assert.Single((await mine.AskAsync(HttpMethod.Get, "/api/batches")).IdsOf("batches"));
    }

    [Fact]
    public async Task Wait_ShowsTheEnd_AndExitsWithNothing_WhenEveryItemHasAResult()
    {
        using var shell = await Shell.AtAsync(server, Role.Submitter);

        var said = (await shell.RunAsync("submit", shell.Write("two.txt", "first\nsecond"), "--wait")).Succeeded();

        Assert.Contains("2 of 2 items done.", said.Error, StringComparison.Ordinal);
        Assert.Contains($"Submitted as {said.Output.Trim()}.", said.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_LeavesTheBatchToTheServer_WhenInterrupted()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var shell = Shell.At(server.Address, Shell.KeyOf(mine));
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var engine = ((FakeEngineManager)server.Services.GetRequiredService<IEngineManager>()).Engine(server.ModelPath);
        engine.Hold = _ => held.Task;
        using var interrupt = new CancellationTokenSource();

        var command = shell.RunAsync(interrupt.Token, "submit", shell.Write("one.txt", "first"), "--wait", "--json");
        await Patience.UntilAsync(() => shell.ErrorSoFar.Contains("Submitted as batch_", StringComparison.Ordinal), "the batch's id");
        await interrupt.CancelAsync();
        var said = (await command).Failed(ExitCodes.Interrupted, "interrupted");
        engine.Hold = _ => Task.CompletedTask;
        held.SetResult();

        Assert.Contains("batches cancel batch_", said.Error, StringComparison.Ordinal);
        var id = (await mine.AskAsync(HttpMethod.Get, "/api/batches")).IdsOf("batches").Single();
        await Patience.UntilAsync(
            async () => (await mine.AskAsync(HttpMethod.Get, $"/api/batches/{id}")).GetProperty("state").GetString() == "completed", "the batch's end");
    }

    [Fact]
    public async Task Submit_SaysThatTheBatchMayBeThere_WhenInterruptedBeforeTheAnswer()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        using var shell = Shell.At(server.Address, Shell.KeyOf(mine));
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var engine = ((FakeEngineManager)server.Services.GetRequiredService<IEngineManager>()).Engine(server.ModelPath);
        engine.BeforeCounting = held.Task;
        using var interrupt = new CancellationTokenSource();

        var command = shell.RunAsync(interrupt.Token, "submit", shell.Write("one.txt", "first"), "--json");
        await Patience.UntilAsync(
            async () => (await mine.AskAsync(HttpMethod.Get, "/v1/files")).GetProperty("data").GetArrayLength() == 1, "the upload");
        await interrupt.CancelAsync();
        var said = (await command).Failed(ExitCodes.Interrupted, "interrupted");
        engine.BeforeCounting = Task.CompletedTask;
        held.SetResult();

        Assert.Contains("batches list", said.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("absent.txt", "absent.txt")]
    public async Task Submit_IsUnusable_WhenTheFileCannotBeRead(string name, string named)
    {
        using var shell = await Shell.AtAsync(server, Role.Submitter);

        var said = (await shell.RunAsync("submit", shell.File(name), "--json")).Failed(ExitCodes.Unusable, "input_unusable");

        Assert.Contains(named, said.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--model", "nobody", ExitCodes.Refused, "model_not_found")]
    [InlineData("--max-tokens", "0", ExitCodes.Refused, "value_out_of_range")]
    [InlineData("--task", "juggle", ExitCodes.Unusable, "unknown_task")]
    [InlineData("--name-encoding", "klingon", ExitCodes.Refused, "value_out_of_range")]
    public async Task Submit_TellsWhatIsWrongWithASetting(string option, string value, int exit, string code)
    {
        using var shell = await Shell.AtAsync(server, Role.Submitter);

        (await shell.RunAsync("submit", shell.Write("one.txt", "first"), option, value, "--json")).Failed(exit, code);
    }

    /// <summary>What answers breaks off once the batch is there: sent again with its key, the request makes no second one.</summary>
    [Fact]
    public async Task Submit_MakesOneBatch_WhenTheConnectionBreaksBeforeTheAnswer()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        var broken = 0;
        await using var line = await OddServer.StartAsync(Relay.To(server.Address, async (http, answer) =>
        {
            if (http.Request.Path == "/api/batches" && Interlocked.Increment(ref broken) == 1)
            {
                await answer.Content.ReadAsByteArrayAsync();
                http.Abort();
            }
        }));
        using var shell = Shell.At(line.Address, Shell.KeyOf(mine));

        var said = (await shell.RunAsync("submit", shell.Write("one.txt", "first"))).Succeeded();

        Assert.Equal([said.Output.Trim()], (await mine.AskAsync(HttpMethod.Get, "/api/batches")).IdsOf("batches"));
        Assert.Equal(2, broken);
    }

    /// <summary>The stream of events ends in the middle; the batch is followed all the same.</summary>
    [Fact]
    public async Task Wait_GoesOn_WhenTheStreamOfEventsBreaks()
    {
        using var mine = await server.ProgramAsync(Role.Submitter);
        var events = 0;
        await using var line = await OddServer.StartAsync(Relay.To(server.Address, (http, _) =>
        {
            if (http.Request.Path == "/api/events" && Interlocked.Increment(ref events) == 1)
                http.Abort();
            return Task.CompletedTask;
        }));
        using var shell = Shell.At(line.Address, Shell.KeyOf(mine));
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var engine = ((FakeEngineManager)server.Services.GetRequiredService<IEngineManager>()).Engine(server.ModelPath);
        engine.Hold = _ => held.Task;

        var command = shell.RunAsync("submit", shell.Write("one.txt", "first"), "--wait");
        await Patience.UntilAsync(() => Task.FromResult(Volatile.Read(ref events) >= 2), "the stream to be asked for again");
        engine.Hold = _ => Task.CompletedTask;
        held.SetResult();

        Assert.Contains("1 of 1 item done", (await command).Succeeded().Error, StringComparison.Ordinal);
    }
}
