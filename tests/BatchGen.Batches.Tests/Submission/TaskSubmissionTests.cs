using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Code.Inputs;
using BatchGen.Code.Tasks;
using BatchGen.Engine.Client;
using BatchGen.Inference.Chat;
using BatchGen.Testing;

namespace BatchGen.Batches.Tests.Submission;

/// <summary>Tasks, source files, tables and templates on their way to the engine.</summary>
public sealed class TaskSubmissionTests
{
    [Theory]
    [InlineData("""{"prompt":"int a;","task":"comment"}""", null)]
    [InlineData("""{"code":"int a;","task":{"name":"comment"}}""", null)]
    [InlineData("""{"task":{"name":"comment","code":"int a;"}}""", null)]
    [InlineData("""{"messages":[{"role":"user","content":"int a;"}],"task":"comment"}""", null)]
    [InlineData("""{"method":"POST","url":"/v1/chat/completions","body":{"messages":[{"role":"user","content":"int a;"}],"task":"comment"}}""", null)]
    [InlineData("int a;", TaskKind.Comment)]
    [InlineData("""{"prompt":"int a;"}""", TaskKind.Comment)]
    [InlineData("""{"code":"int a;","path":"a.cs"}""", TaskKind.Comment)]
    [InlineData("""{"prompt":"int a;","task":"comment"}""", TaskKind.Fix)]
    public async Task Submit_AsksWhatTheTaskAsks_WhereverItIsNamed(string line, TaskKind? batchTask)
    {
        await using var house = await BatchHouse.CreateAsync();

        await SubmitAsync(house, line, request => request with { Task = batchTask is { } kind ? TaskSetting.Of(kind) : null });

        var prompt = Assert.IsType<ChatPrompt>(Assert.Single(house.Engine.Requests).Prompt);
        Assert.Equal([TaskCatalogue.Of(TaskKind.Comment).English.System, "int a;"], prompt.Messages.Select(message => message.Content));
    }

    [Theory]
    [InlineData("""{"prefix":"a(","suffix":")","path":"a.py","task":"infill"}""")]
    [InlineData("""{"task":{"name":"infill","prefix":"a(","suffix":")","path":"a.py","language":"py","mode":"block"}}""")]
    [InlineData("""{"method":"POST","url":"/v1/completions","body":{"prompt":"a(","suffix":")","path":"a.py"}}""")]
    public async Task Submit_FillsAGap_WhenThereIsASuffix(string line)
    {
        await using var house = await BatchHouse.CreateAsync();

        await SubmitAsync(house, line);

        var prompt = Assert.IsType<SegmentPrompt>(Assert.Single(house.Engine.Requests).Prompt);
        Assert.Equal(
            "[gMASK]<sop><|user|>\n###PATH:a.py\n###LANGUAGE:Python\n###MODE:BLOCK\n<|code_suffix|>)<|code_prefix|>a(<|code_middle|><|assistant|>\n",
            string.Concat(prompt.Segments.Select(segment => segment.Text)));
        Assert.Contains("<|code_prefix|>", prompt.StopPieces);
    }

    [Fact]
    public async Task Submit_AsksAboutARepository_WhenFilesStandBesideTheQuestion()
    {
        await using var house = await BatchHouse.CreateAsync();

        await SubmitAsync(house, """{"prompt":"Where is main?","task":"repository_question","files":[{"path":"a.c","code":"int a;\n"},{"path":"b.c","code":"int main;"}]}""");

        var prompt = Assert.IsType<ChatPrompt>(Assert.Single(house.Engine.Requests).Prompt);
        Assert.Equal("###PATH: a.c\nint a;\n###PATH: b.c\nint main;\nWhere is main?", prompt.Messages[^1].Content);
    }

    [Theory]
    [InlineData("""{"prompt":"a","task":"translate"}""", "target_language_missing")]
    [InlineData("""{"prompt":"a","task":"repository_question"}""", "task_question_missing")]
    [InlineData("""{"messages":[{"role":"system","content":"s"},{"role":"user","content":"a"}]}""", "task_input_mismatch")]
    public async Task Submit_RefusesTheLine_WhenItDoesNotFitItsTask(string line, string code)
    {
        await using var house = await BatchHouse.CreateAsync();

        var outcome = await house.SubmitAsync(line, request => request with { Task = TaskSetting.Of(TaskKind.Comment) });

        Assert.Equal(code, Assert.Single(Assert.IsType<SubmissionRefused>(outcome).Problems).Code);
    }

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Submit_MakesAnItemOfEachFile_WhenTheInputIsAZip(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var zip = new ZipBuilder().With("src/a.cs", "class A { }").With("bin/b.dll", "x").With("c.py", "c = 1").With("d.bin", [0, 1, 2]);

        var request = house.NewRequest(zip.Build()) with { Format = InputFormat.Zip, Task = TaskSetting.Of(TaskKind.Comment), PreviewItems = 1 };
        var report = await house.Submission.DryRunAsync(request, null, CancellationToken.None);
        var outcome = Assert.IsType<SubmissionAccepted>(await house.Submission.SubmitAsync(request with { Input = zip.Build() }, null, CancellationToken.None));

        Assert.Equal([("bin/b.dll", SkipReason.Ignored), ("d.bin", SkipReason.Binary)], report.SkippedFiles.Select(file => (file.Path.Value, file.Reason)));
        var preview = Assert.Single(report.Previews);
        Assert.Equal(("src/a.cs", "src/a.cs", 4, 0), (preview.CustomId, preview.Path, preview.Tokens, preview.Parts));
        Assert.Equal("class A { }", preview.Messages[^1].Content);
        Assert.Equal(["src/a.cs", "c.py"], (await house.GetItemsAsync(outcome.BatchPublicId)).Select(item => item.Path));
        Assert.Equal("class A { }", (await house.Queries.GetItemAsync(outcome.BatchPublicId, 0, CancellationToken.None))!.SourceText);
    }

    [Fact]
    public async Task Submit_AsksOnceAboutAllFiles_WhenTheTaskIsAboutTheRepository()
    {
        await using var house = await BatchHouse.CreateAsync();
        var zip = new ZipBuilder().With("a.c", "int a;").With("b.c", "int b;");

        var task = new TaskSetting(TaskKind.RepositoryQuestion, TaskOptions.Default, "What is b?");
        await house.Submission.SubmitAsync(
            house.NewRequest(zip.Build()) with { Format = InputFormat.Zip, Task = task }, null, CancellationToken.None);
        await house.RunJobsAsync();

        Assert.Equal(["###PATH: a.c\nint a;\n###PATH: b.c\nint b;\nWhat is b?"], house.Engine.Sent);
    }

    [Fact]
    public async Task Submit_FillsEveryTemplateWithEveryRow_WhenTheInputIsATable()
    {
        await using var house = await BatchHouse.CreateAsync();
        var request = Table(house, "custom_id,word\nx,one\ny,two\n") with
        {
            Templates = [new TemplateText("define", "Define {{word}}."), new TemplateText("rhyme", "Rhyme {{word}}, {not a variable}.")],
        };

        var report = await house.Submission.DryRunAsync(request, null, CancellationToken.None);
        request = Table(house, "custom_id,word\nx,one\ny,two\n") with { Templates = request.Templates };
        var id = Assert.IsType<SubmissionAccepted>(await house.Submission.SubmitAsync(request, null, CancellationToken.None)).BatchPublicId;
        await house.RunJobsAsync(workers: 1);

        Assert.Equal(new MatrixCount(2, 2, 4), report.Matrix);
        Assert.Equal(["define/x", "define/y", "rhyme/x", "rhyme/y"], (await house.GetItemsAsync(id)).Select(item => item.CustomId));
        Assert.Equal(["Define one.", "Define two.", "Rhyme one, {not a variable}.", "Rhyme two, {not a variable}."], house.Engine.Sent.Order());
        Assert.Equal(SystemPrompts.English, Assert.IsType<ChatPrompt>(house.Engine.Requests.First().Prompt).Messages[0].Content);
    }

    [Theory]
    [InlineData("a,b\n1,2\n", "{{c}}", "template_variable_unknown")]
    [InlineData("a,b\n1,2\n", "{{a", "template_variable_unclosed")]
    [InlineData("", "{{a}}", "csv_empty")]
    public async Task DryRun_SaysWhy_WhenTableOrTemplateCannotBeUsed(string table, string template, string code)
    {
        await using var house = await BatchHouse.CreateAsync();

        var report = await house.Submission.DryRunAsync(Table(house, table) with { Templates = [new TemplateText("t", template)] }, null, CancellationToken.None);

        Assert.Equal((false, code), (report.WouldBeAccepted, Assert.Single(report.Problems).Code));
    }

    [Fact]
    public async Task DryRun_AsksForATask_WhenSourceFilesComeWithoutOne()
    {
        await using var house = await BatchHouse.CreateAsync();
        var zip = new ZipBuilder().With("a.c", "int a;");

        var report = await house.Submission.DryRunAsync(house.NewRequest(zip.Build()) with { Format = InputFormat.Zip }, null, CancellationToken.None);

        Assert.Equal("task_missing", Assert.Single(report.Problems).Code);
    }

    [Fact]
    public async Task Submit_SendsEachRowsPrompt_WhenATableHasAColumnOfThem()
    {
        await using var house = await BatchHouse.CreateAsync();

        await house.Submission.SubmitAsync(Table(house, "prompt\nwrite a, b and c\n"), null, CancellationToken.None);
        await house.RunJobsAsync();

        Assert.Equal(["write a, b and c"], house.Engine.Sent);
    }

    [Theory]
    [InlineData("a.zip", InputFormat.Zip)]
    [InlineData("A.CSV", InputFormat.Csv)]
    [InlineData("prompts.jsonl", InputFormat.JsonLines)]
    [InlineData("prompts.txt", InputFormat.Detect)]
    [InlineData("README.md", InputFormat.Detect)]
    [InlineData("src/main.rs", InputFormat.Files)]
    [InlineData("Dockerfile", InputFormat.Files)]
    public void OfFileName_TellsTheFormat(string name, InputFormat format) => Assert.Equal(format, InputFormats.OfFileName(name));

    private static SubmissionRequest Table(BatchHouse house, string text) =>
        house.NewRequest(new MemoryStream(Encoding.UTF8.GetBytes(text))) with { Format = InputFormat.Csv };

    private static async Task SubmitAsync(BatchHouse house, string input, Func<SubmissionRequest, SubmissionRequest>? change = null)
    {
        Assert.IsType<SubmissionAccepted>(await house.SubmitAsync(input, change));
        await house.RunJobsAsync();
    }
}
