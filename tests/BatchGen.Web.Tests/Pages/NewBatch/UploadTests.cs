using System.IO.Pipelines;
using BatchGen.Batches.Data;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace BatchGen.Web.Tests.Pages.NewBatch;

public sealed class UploadTests : NewBatchTestBase
{
    [Fact]
    public async Task StopUpload_DeletesWhatHasCome()
    {
        var page = RenderPage();
        var file = new EndlessFile();
        var uploading = page.InvokeAsync(() => page.FindComponent<InputFile>().Instance.OnChange.InvokeAsync(new InputFileChangeEventArgs([file])));
        page.WaitForAssertion(() => Assert.Contains("MiB of 190.7 MiB", page.Find(".file-card").TextContent, StringComparison.Ordinal));
        Assert.Single(Scratch.GetFiles());

        await page.InvokeAsync(() => page.Find(".file-card button").Click());
        await uploading;

        Assert.Empty(Scratch.GetFiles());
        page.WaitForAssertion(() => Assert.NotNull(page.Find("#prompts")));
    }

    [Fact]
    public async Task Upload_IsCheckedAndCanBeRemoved_WhenAFileIsChosen()
    {
        var page = RenderPage();

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("one\ntwo\nthree", "prompts.txt"));

        page.WaitForAssertion(() => Assert.Contains("Items3", page.Find(".submit-bar").TextContent, StringComparison.Ordinal));
        Assert.Contains("prompts.txt", page.Find(".file-card").TextContent, StringComparison.Ordinal);

        await page.InvokeAsync(() => page.Find(".file-card button").Click());
        page.WaitForAssertion(() => Assert.NotNull(page.Find("#prompts")));
    }

    [Fact]
    public void Upload_IsRefusedInWords_WhenTheFileIsTooLarge()
    {
        var page = RenderPage();

        page.InvokeAsync(() => page.FindComponent<InputFile>().Instance.OnChange.InvokeAsync(new InputFileChangeEventArgs([new HugeFile()])));

        page.WaitForAssertion(() => Assert.Contains("night.jsonl has 286.1 MiB", page.Markup, StringComparison.Ordinal));
    }

    private DirectoryInfo Scratch => new(Path.Combine(Services.GetRequiredService<DataDirectory>().Root, "scratch"));

    /// <summary>Sends half of what it claims, then keeps the reader waiting.</summary>
    private sealed class EndlessFile : IBrowserFile
    {
        public string Name => "night.jsonl";

        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;

        public long Size => 200_000_000;

        public string ContentType => "application/jsonl";

        public Stream OpenReadStream(long maxAllowedSize = 512_000, CancellationToken cancellationToken = default)
        {
            var pipe = new Pipe();
            _ = pipe.Writer.WriteAsync(new byte[4 << 20], CancellationToken.None).AsTask();
            return pipe.Reader.AsStream();
        }
    }

    /// <summary>Claims a size without having it.</summary>
    private sealed class HugeFile : IBrowserFile
    {
        public string Name => "night.jsonl";

        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;

        public long Size => 300_000_000;

        public string ContentType => "application/jsonl";

        public Stream OpenReadStream(long maxAllowedSize = 512_000, CancellationToken cancellationToken = default) =>
            throw new IOException("It must not be read.");
    }
}
