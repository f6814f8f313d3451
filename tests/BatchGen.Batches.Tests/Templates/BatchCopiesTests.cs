using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Code.Inputs;
using BatchGen.Code.Tasks;
using BatchGen.Engine;
using BatchGen.Engine.Client;
using BatchGen.Inference.Runtime;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Templates;

public sealed class BatchCopiesTests
{
    private const string Chat =
        """{"custom_id":"a","prompt":"<b>加</b> \"x\"","max_tokens":7,"temperature":0.5,"seed":3,"stop":["END"]}""" + "\n"
        + """{"custom_id":"b","messages":[{"role":"system","content":"Be short."},{"role":"user","content":"two"}]}""";

    private const string Tools =
        """{"custom_id":"d","prompt":"x","tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"}}}],"tool_choice":"required","parallel_tool_calls":false}""" + "\n"
        + """{"custom_id":"e","prompt":"y","response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"string"}}}}""";

    private const string Completions = """{"custom_id":"c","method":"POST","url":"/v1/completions","body":{"prompt":"def f(","top_p":0.5}}""";

    [Theory]
    [InlineData(Chat)]
    [InlineData(Tools)]
    [InlineData(Completions)]
    public async Task Open_GivesTheSameRequestsAndSettings_WhenTheCopyIsSubmitted(string input)
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await SubmitAsync(house, input, SystemPromptChoice.Chinese);

        using var copy = await Copies(house).OpenAsync(id, CopiedItems.All, CancellationToken.None);
        var again = Assert.IsType<SubmissionAccepted>(await house.Submission.SubmitAsync(copy!.Request, null, CancellationToken.None)).BatchPublicId;

        Assert.Equal(await StoredAsync(house, id), await StoredAsync(house, again));
    }

    [Fact]
    public async Task Open_TakesFailedItemsOnly_WhenTheyAreToBeRetried()
    {
        await using var house = await BatchHouse.CreateAsync();
        house.Engine.Behaviour = (prompt, _) => Task.FromResult(prompt == "two"
            ? GenerationOutcome.Failure("engine_step_failed", "No.")
            : GenerationOutcome.Answer(prompt));
        var accepted = Assert.IsType<SubmissionAccepted>(await house.SubmitAsync(
            "{\"prompt\":\"one\"}\n{\"custom_id\":\"second\",\"prompt\":\"two\"}\nnot json", request => request with { OnBadLines = OnBadLines.Accept }));
        await house.RunJobsAsync();

        using var copy = await Copies(house).OpenAsync(accepted.BatchPublicId, CopiedItems.Failed, CancellationToken.None);

        Assert.Equal(1, copy!.Items);
        Assert.Contains("\"custom_id\":\"second\"", await new StreamReader(copy.Request.Input).ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_PutsTheSystemPromptIntoTheItems_WhenItIsNoneOfTheChoices()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await SubmitAsync(house, "one", SystemPromptChoice.English);
        await using (var db = await house.OpenAsync())
            await db.Batches.ExecuteUpdateAsync(
                set => set.SetProperty(batch => batch.SettingsJson, StoredJson.Write(new BatchSettings("Be short.", new(), null))));

        using var copy = await Copies(house).OpenAsync(id, CopiedItems.All, CancellationToken.None);

        Assert.Equal(SystemPromptChoice.None, copy!.Request.SystemPrompt);
        Assert.Contains("Be short.", await new StreamReader(copy.Request.Input).ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_GivesTheSamePrompts_WhenTheItemsAreFilesUnderATask()
    {
        await using var house = await BatchHouse.CreateAsync();
        var task = new TaskSetting(TaskKind.Translate, TaskOptions.Default with { TargetLanguage = "Rust", SystemTemplate = "To {{target_language}}." });
        var first = Assert.IsType<SubmissionAccepted>(await house.SubmitAsync("", request => request with
        {
            Format = InputFormat.Files,
            Files = [new UploadedFile("src/a.py", () => new MemoryStream("print('1')\n"u8.ToArray()))],
            Task = task,
        })).BatchPublicId;

        using var copy = await Copies(house).OpenAsync(first, CopiedItems.All, CancellationToken.None);
        var second = Assert.IsType<SubmissionAccepted>(await house.Submission.SubmitAsync(copy!.Request, null, CancellationToken.None)).BatchPublicId;

        var before = await house.Queries.GetItemAsync(first, 0, CancellationToken.None);
        var after = await house.Queries.GetItemAsync(second, 0, CancellationToken.None);
        Assert.Equal(before!.Messages, after!.Messages);
        Assert.Equal("To Rust.", after.Messages[0].Content);
        Assert.Equal("src/a.py", after.Summary.Path);
    }

    [Fact]
    public async Task Open_KeepsColumnsAndEngine_WhenTheItemsAreRowsOfATable()
    {
        await using var house = await BatchHouse.CreateAsync();
        var engine = new EngineChoice(Slots: 3, KvType: KvType.Q8_0);
        var first = Assert.IsType<SubmissionAccepted>(await house.SubmitAsync("title,code\n\"=A, b\",x = 1\n", request => request with
        {
            Format = InputFormat.Csv,
            Templates = [new TemplateText("own", "{{title}}: {{code}}")],
            Engine = engine,
        })).BatchPublicId;

        using var copy = await Copies(house).OpenAsync(first, CopiedItems.All, CancellationToken.None);
        var second = Assert.IsType<SubmissionAccepted>(await house.Submission.SubmitAsync(copy!.Request, null, CancellationToken.None)).BatchPublicId;

        Assert.Equal(engine, copy.Request.Engine);
        var after = await house.Queries.GetItemAsync(second, 0, CancellationToken.None);
        Assert.Equal((await house.Queries.GetItemAsync(first, 0, CancellationToken.None))!.Messages, after!.Messages);
        Assert.Contains("=A, b: x = 1", after.Messages[^1].Content, StringComparison.Ordinal);
        await using var db = await house.OpenAsync();
        var stored = StoredJson.ReadRequest((await db.Items.SingleAsync(item => item.Batch!.PublicId == second)).RequestJson);
        Assert.Equal([KeyValuePair.Create("title", "=A, b"), KeyValuePair.Create("code", "x = 1")], stored.Material!.Columns);
    }

    [Fact]
    public async Task Open_LeavesNoScratchFile_WhenTheCopyIsDisposed()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await SubmitAsync(house, "one", SystemPromptChoice.English);

        (await Copies(house).OpenAsync(id, CopiedItems.All, CancellationToken.None))!.Dispose();

        Assert.Empty(Directory.GetFiles(Path.Combine(house.DataDirectory, "scratch")));
        Assert.Null(await Copies(house).OpenAsync("batch_x", CopiedItems.All, CancellationToken.None));
    }

    private static BatchCopies Copies(BatchHouse house) => house.Services.GetRequiredService<BatchCopies>();

    private static async Task<string> SubmitAsync(BatchHouse house, string input, SystemPromptChoice systemPrompt) =>
        Assert.IsType<SubmissionAccepted>(await house.SubmitAsync(input, request => request with
        {
            SystemPrompt = systemPrompt, MaxTokens = 50, Priority = 1, Labels = ["nightly"],
        })).BatchPublicId;

    private static async Task<string> StoredAsync(BatchHouse house, string id)
    {
        await using var db = await house.OpenAsync();
        var batch = await db.Batches.Include(batch => batch.Items).Include(batch => batch.Labels).SingleAsync(batch => batch.PublicId == id);
        var items = batch.Items.OrderBy(item => item.Ordinal).Select(item => $"{item.CustomId} {item.RequestJson}");
        return string.Join('\n', [batch.Name, batch.Endpoint, batch.SettingsJson, $"{batch.Priority} {batch.Labels.Single().Label}", .. items]);
    }
}
