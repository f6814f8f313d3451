using System.IO.Compression;
using System.Text;
using BatchGen.Batches.Results;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Code.Exports;
using BatchGen.Code.Tasks;
using BatchGen.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Batches.Tests.Results;

public sealed class BatchExportTests
{
    [Fact]
    public async Task Export_MirrorsTheTree_WhenTheFormatIsZip()
    {
        await using var house = await BatchHouse.CreateAsync();
        house.Engine.Behaviour = (prompt, _) => Task.FromResult(prompt switch
        {
            "int a;" => GenerationOutcome.Answer("Here it is:\n```c\nint a; // a\n```"),
            "int b;" => GenerationOutcome.Answer("I would rather not."),
            _ => GenerationOutcome.Failure("engine_step_failed", "No."),
        });
        var zip = new ZipBuilder().With("src/a.c", "int a;").With("src/b.c", "int b;").With("c.c", "int c;");
        var id = await RunAsync(house, house.NewRequest(zip.Build()) with { Format = InputFormat.Zip, Task = TaskSetting.Of(TaskKind.Comment) });

        using var archive = new ZipArchive(await ExportAsync(house, id, ExportFormat.Zip));

        Assert.Equal(["src/a.c", "src/b.c.md", "errors.jsonl"], archive.Entries.Select(entry => entry.FullName));
        Assert.Equal("int a; // a\n", Read(archive, "src/a.c"));
        Assert.Equal("I would rather not.", Read(archive, "src/b.c.md"));
        Assert.Contains("engine_step_failed", Read(archive, "errors.jsonl"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_WritesTheFilesOfAnEdit_AndNoneThatEscapes()
    {
        await using var house = await BatchHouse.CreateAsync();
        house.Engine.Behaviour = (_, _) => Task.FromResult(GenerationOutcome.Answer("###PATH: src/new.c\nint n;\n###PATH: ../evil.c\nint e;\n"));
        var id = await RunAsync(house, Lines(house, """{"task":"repository_edit","question":"Add n.","files":[{"path":"a.c","code":"int a;"}]}"""));

        using var archive = new ZipArchive(await ExportAsync(house, id, ExportFormat.Zip));

        Assert.Equal(["src/new.c"], archive.Entries.Select(entry => entry.FullName));
    }

    [Theory]
    [InlineData(false, "batch_cancelled", "was cancelled before")]
    [InlineData(true, "batch_expired", "completion window expired")]
    public async Task Export_SaysWhyAnItemDidNotRun(bool expires, string code, string message)
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await house.SubmitPromptsAsync("a");
        await (expires ? house.Control.ExpireAsync(id, CancellationToken.None) : house.Control.CancelAsync(id, CancellationToken.None));

        using var reader = new StreamReader(await ExportAsync(house, id, ExportFormat.Csv));
        var text = await reader.ReadToEndAsync();

        Assert.Contains(code, text, StringComparison.Ordinal);
        Assert.Contains(message, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_AddsTheAnswerToTheTable_WhenTheFormatIsCsv()
    {
        await using var house = await BatchHouse.CreateAsync();
        var table = house.NewRequest(new MemoryStream("prompt,owner\nhello,me\n"u8.ToArray())) with { Format = InputFormat.Csv };
        var id = await RunAsync(house, table);

        using var reader = new StreamReader(await ExportAsync(house, id, ExportFormat.Csv));
        var lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

        Assert.StartsWith("prompt,owner,custom_id,", lines[0].TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.StartsWith("hello,me,row-1,", lines[1], StringComparison.Ordinal);
        Assert.Contains("answer to hello", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExportFormat.Jsonl, "\"flags\":[\"answer_truncated\"]")]
    [InlineData(ExportFormat.Markdown, "`answer_truncated`")]
    public async Task Export_NamesTheFlags(ExportFormat format, string expected)
    {
        await using var house = await BatchHouse.CreateAsync();
        house.Engine.Behaviour = (_, _) => Task.FromResult(GenerationOutcome.Cut("half an answer"));
        var id = await RunAsync(house, Lines(house, "a"));

        using var reader = new StreamReader(await ExportAsync(house, id, format));
        var text = await reader.ReadToEndAsync();

        Assert.Contains("half an answer", text, StringComparison.Ordinal);
        Assert.Contains(expected, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_IsNull_WhenThereIsNoSuchBatch()
    {
        await using var house = await BatchHouse.CreateAsync();
        Assert.Null(await house.Services.GetRequiredService<BatchExports>().FindAsync("batch_none", ExportFormat.Zip, CancellationToken.None));
    }

    [Theory]
    [InlineData(ExportFormat.Zip)]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.CsvSpreadsheet)]
    [InlineData(ExportFormat.Jsonl)]
    [InlineData(ExportFormat.Markdown)]
    public async Task Export_StopsReading_WhenWhoAskedForItHasLeft(ExportFormat format)
    {
        await using var house = await BatchHouse.CreateAsync();
        var id = await RunAsync(house, Lines(house, "one\ntwo\nthree"));
        var export = await house.Services.GetRequiredService<BatchExports>().FindAsync(id, format, CancellationToken.None);
        using var left = new CancellationTokenSource();
        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => export!.WriteAsync(new MemoryStream(), left.Token));
    }

    private static SubmissionRequest Lines(BatchHouse house, string input) => house.NewRequest(new MemoryStream(Encoding.UTF8.GetBytes(input)));

    private static async Task<string> RunAsync(BatchHouse house, SubmissionRequest request)
    {
        var id = Assert.IsType<SubmissionAccepted>(await house.Submission.SubmitAsync(request, null, CancellationToken.None)).BatchPublicId;
        await house.RunJobsAsync();
        return id;
    }

    private static async Task<MemoryStream> ExportAsync(BatchHouse house, string id, ExportFormat format)
    {
        var export = await house.Services.GetRequiredService<BatchExports>().FindAsync(id, format, CancellationToken.None);
        var stream = new MemoryStream();
        await export!.WriteAsync(stream, CancellationToken.None);
        stream.Position = 0;
        return stream;
    }

    private static string Read(ZipArchive archive, string name)
    {
        using var reader = new StreamReader(archive.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}
