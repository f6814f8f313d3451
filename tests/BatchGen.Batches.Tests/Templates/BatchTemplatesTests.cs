using System.IO.Compression;
using System.Text;
using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Code.Inputs;
using BatchGen.Code.Tasks;
using BatchGen.Engine;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sampling;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Templates;

public sealed class BatchTemplatesTests
{
    private static readonly Author Ada = new("Ada", UserId: null);

    private static readonly SubmissionRequest Settings = new()
    {
        Name = "Nightly",
        ModelPath = "/models/a.gguf",
        Input = Stream.Null,
        Format = InputFormat.Text,
        OnBadLines = OnBadLines.Accept,
        SystemPrompt = SystemPromptChoice.Chinese,
        Sampling = SamplingSettings.Greedy with { Temperature = 0.7f, Seed = ulong.MaxValue },
        MaxTokens = 300,
        ContextLimitTokens = 4096,
        Priority = 1,
        Labels = ["nightly", "重构"],
        Templates = [new TemplateText("own", "Improve {{file}}")],
        Ignore = IgnoreRules.Parse(["*.tmp"]),
        Engine = new EngineChoice(Slots: 3, KvType: KvType.Q8_0, FlashAttention: true, GpuLayers: GpuLayerChoice.Auto),
    };

    [Theory]
    [InlineData(StorageProvider.Sqlite)]
    [InlineData(StorageProvider.PostgreSql)]
    public async Task Save_GivesBackEverySettingAndTheInput_WhenReadAgain(StorageProvider provider)
    {
        await using var house = await BatchHouse.CreateAsync(provider);
        var id = await SaveAsync(house, "Nightly comments", "one\ntwo");

        var saved = await Templates(house).GetAsync(id, CancellationToken.None);
        await using var input = await Templates(house).OpenInputAsync(id, CancellationToken.None);

        Assert.Equal(WithoutLists(Settings), WithoutLists(saved!.Settings));
        Assert.Equal(Settings.Labels, saved.Settings.Labels);
        Assert.Equal(Settings.Templates, saved.Settings.Templates);
        Assert.Equal(Settings.Ignore.Patterns, saved.Settings.Ignore.Patterns);
        Assert.Equal("one\ntwo", await new StreamReader(input!).ReadToEndAsync());
        Assert.Equal(("Nightly comments", 7L, "Ada"), (saved.Summary.Name, saved.Summary.InputBytes!.Value, saved.Summary.ChangedBy));
    }

    [Fact]
    public async Task Save_KeepsSeveralFilesAsOneZip_WhichIsSubmittedAsThey()
    {
        await using var house = await BatchHouse.CreateAsync();
        var settings = Settings with
        {
            Format = InputFormat.Files,
            Task = TaskSetting.Of(TaskKind.Comment),
            Files = [File("src/a.py", "def a(): pass"), File("src/b.go", "package b")],
        };

        var id = Assert.IsType<TemplateSaved>(
            await Templates(house).SaveAsync(new TemplateDraft("Files", settings, Stream.Null), Ada, CancellationToken.None)).Id;

        var saved = await Templates(house).GetAsync(id, CancellationToken.None);
        Assert.Equal(InputFormat.Zip, saved!.Settings.Format);
        await using var input = await Templates(house).OpenInputAsync(id, CancellationToken.None);
        await using var archive = new ZipArchive(input!);
        Assert.Equal(["src/a.py", "src/b.go"], archive.Entries.Select(entry => entry.FullName));
        Assert.Equal("package b", await new StreamReader(await archive.Entries[1].OpenAsync()).ReadToEndAsync());
    }

    [Fact]
    public async Task Replace_LeavesTheInputOut_WhenTheNewOneIsSettingsOnly()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await SaveAsync(house, "Nightly", "one");

        Assert.Equal(
            new TemplateSaved(id),
            await Templates(house).ReplaceAsync(id, new TemplateDraft("Weekly", Settings), new Author("Bob", UserId: null), CancellationToken.None));

        var only = Assert.Single(await Templates(house).ListAsync(ownerId: null, CancellationToken.None));
        Assert.Equal((id, "Weekly", null, "Bob"), (only.Id, only.Name, only.InputBytes, only.ChangedBy));
        Assert.Null(await Templates(house).OpenInputAsync(id, CancellationToken.None));
    }

    [Theory]
    [InlineData(" ", "", "template_name_invalid")]
    [InlineData("Nightly", "", "template_name_taken")]
    [InlineData("Other", "12345678901", "template_input_too_large")]
    public async Task Save_Refuses_WhenItCannotBeKept(string name, string input, string code)
    {
        await using var house = await BatchHouse.CreateAsync(settings: ("Submission:MaxFileBytes", "10"));
        await SaveAsync(house, "Nightly", "one");

        var draft = new TemplateDraft(name, Settings, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(input)));
        Assert.Equal(code, Assert.IsType<TemplateRefused>(await Templates(house).SaveAsync(draft, Ada, CancellationToken.None)).Code);
    }

    [Fact]
    public async Task Delete_RemovesTheInputToo_WhenNoScheduleUsesIt()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await SaveAsync(house, "Nightly", "one");

        Assert.IsType<TemplateDeleted>(await Templates(house).DeleteAsync(id, CancellationToken.None));

        Assert.Null(await Templates(house).OpenInputAsync(id, CancellationToken.None));
        Assert.Equal("template_not_found", Assert.IsType<TemplateRefused>(await Templates(house).DeleteAsync(id, CancellationToken.None)).Code);
    }

    [Fact]
    public async Task Rename_KeepsSettingsAndInput_AndSaysWhoDidIt()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await SaveAsync(house, "Nightly", "one");

        Assert.Equal(new TemplateSaved(id), await Templates(house).RenameAsync(id, " Weekly ", new Author("Bob", UserId: null), CancellationToken.None));

        var renamed = await Templates(house).GetAsync(id, CancellationToken.None);
        Assert.Equal(("Weekly", 3L, "Bob"), (renamed!.Summary.Name, renamed.Summary.InputBytes!.Value, renamed.Summary.ChangedBy));
        Assert.Equal(Settings.Labels, renamed.Settings.Labels);
    }

    [Theory]
    [InlineData("", "template_name_invalid")]
    [InlineData("Other", "template_name_taken")]
    public async Task Rename_Refuses_WhenTheNameCannotBeHad(string name, string code)
    {
        await using var house = await BatchHouse.CreateAsync();
        await SaveAsync(house, "Other", "one");
        var id = await SaveAsync(house, "Nightly", "one");

        Assert.Equal(code, Assert.IsType<TemplateRefused>(await Templates(house).RenameAsync(id, name, Ada, CancellationToken.None)).Code);
        Assert.Equal("template_not_found", Assert.IsType<TemplateRefused>(await Templates(house).RenameAsync(404, "Any", Ada, CancellationToken.None)).Code);
    }

    [Fact]
    public async Task Duplicate_CopiesSettingsAndInput_UnderTheNextFreeName()
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await SaveAsync(house, "Nightly", "one");

        await Templates(house).DuplicateAsync(id, Ada, CancellationToken.None);
        var second = Assert.IsType<TemplateSaved>(await Templates(house).DuplicateAsync(id, Ada, CancellationToken.None)).Id;

        var copy = await Templates(house).GetAsync(second, CancellationToken.None);
        Assert.Equal("Nightly (3)", copy!.Summary.Name);
        Assert.Equal(WithoutLists(Settings), WithoutLists(copy.Settings));
        await using var input = await Templates(house).OpenInputAsync(second, CancellationToken.None);
        Assert.Equal("one", await new StreamReader(input!).ReadToEndAsync());
        Assert.IsType<TemplateRefused>(await Templates(house).DuplicateAsync(404, Ada, CancellationToken.None));
    }

    private static BatchTemplates Templates(BatchHouse house) => house.Services.GetRequiredService<BatchTemplates>();

    private static async Task<long> SaveAsync(BatchHouse house, string name, string input)
    {
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(input));
        return Assert.IsType<TemplateSaved>(await Templates(house).SaveAsync(new TemplateDraft(name, Settings, content), Ada, CancellationToken.None)).Id;
    }

    private static UploadedFile File(string name, string text) => new(name, () => new MemoryStream(Encoding.UTF8.GetBytes(text)));

    /// <summary>Records compare lists by reference.</summary>
    private static SubmissionRequest WithoutLists(SubmissionRequest settings) =>
        settings with { Input = Stream.Null, Labels = [], Templates = [], Files = [], Ignore = IgnoreRules.Default };
}
