using BatchGen.Web.CommandLine;
using BatchGen.Web.Remote;
using Microsoft.AspNetCore.Http;

namespace BatchGen.Web.Tests.CommandLine.Servers;

/// <summary>Lines that break in the middle of a download.</summary>
public sealed class BrokenDownloadTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 200_000).Select(number => (byte)('a' + (number % 26)))];

    private readonly List<string> _ranges = [];

    [Fact]
    public async Task Download_GoesOnWhereItBroke()
    {
        await using var odd = await OddServer.StartAsync(http => SendAsync(http, breaks: 2, "\"one\""));
        using var shell = Shell.At(odd.Address, "bgk_a-key");

        var said = (await shell.RunAsync("batches", "download", "batch_1", "-o", shell.File("r.jsonl"))).Succeeded();

        Assert.Equal(Content, await File.ReadAllBytesAsync(shell.File("r.jsonl")));
        Assert.Equal(["", "bytes=50000-", "bytes=100000-"], _ranges);
        Assert.Empty(said.Error);
        Assert.Equal(["r.jsonl"], shell.Files());
    }

    [Fact]
    public async Task Download_GoesOnOnStandardOutput()
    {
        await using var odd = await OddServer.StartAsync(http => SendAsync(http, breaks: 1, "\"one\""));
        using var shell = Shell.At(odd.Address, "bgk_a-key");

        var said = (await shell.RunAsync("batches", "download", "batch_1", "-o", "-")).Succeeded();

        Assert.Equal(Content, System.Text.Encoding.UTF8.GetBytes(said.Bytes));
    }

    /// <summary>Another end of the batch made another file of it meanwhile.</summary>
    [Fact]
    public async Task Download_BeginsAgain_WhenTheFileIsAnotherOne()
    {
        await using var odd = await OddServer.StartAsync(http => SendAsync(http, breaks: 1, _ranges.Count == 0 ? "\"one\"" : "\"two\""));
        using var shell = Shell.At(odd.Address, "bgk_a-key");

        (await shell.RunAsync("batches", "download", "batch_1", "-o", shell.File("r.jsonl"))).Succeeded();
        _ranges.Clear();
        var piped = await shell.RunAsync("batches", "download", "batch_1", "-o", "-");

        Assert.Equal(Content, await File.ReadAllBytesAsync(shell.File("r.jsonl")));
        Assert.Contains("not whole", piped.Failed(ExitCodes.NotReached, "file_changed").Error, StringComparison.Ordinal);
        // The second answer was told from the first at once: nobody asks a third time.
        Assert.Equal(2, _ranges.Count);
    }

    /// <summary>An export is made as it is sent: there is nothing to go on with.</summary>
    [Fact]
    public async Task Download_BeginsAgain_WhenItIsMadeAsItIsSent()
    {
        await using var odd = await OddServer.StartAsync(http => SendAsync(http, breaks: 1, tag: null));
        using var shell = Shell.At(odd.Address, "bgk_a-key");

        (await shell.RunAsync("batches", "download", "batch_1", "-o", shell.File("r.csv"))).Succeeded();
        _ranges.Clear();
        var piped = await shell.RunAsync("batches", "download", "batch_1", "--kind", "csv", "-o", "-", "--server", odd.Address);

        Assert.Equal(Content, await File.ReadAllBytesAsync(shell.File("r.csv")));
        Assert.Equal(ExitCodes.NotReached, piped.Exit);
        Assert.Contains("run the command again", piped.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_LeavesNothing_WhenItIsInterrupted()
    {
        using var interrupt = new CancellationTokenSource();
        await using var odd = await OddServer.StartAsync(async http =>
        {
            await http.Response.Body.WriteAsync(Content.AsMemory(0, 1000));
            await http.Response.Body.FlushAsync();
            await interrupt.CancelAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        });
        using var shell = Shell.At(odd.Address, "bgk_a-key");

        (await shell.RunAsync(interrupt.Token, "batches", "download", "batch_1", "-o", shell.File("r.jsonl"), "--json")).Failed(ExitCodes.Interrupted, "interrupted");

        Assert.Empty(shell.Files());
    }

    [Fact]
    public async Task CopyAsync_SaysThatTheTargetIsFull()
    {
        await using var odd = await OddServer.StartAsync(http => SendAsync(http, breaks: 0, "\"one\""));
        using var connection = new ServerConnection(ServerAddress.Parse(odd.Address, "--server", null, null));
        using var full = new FullStream();

        var failure = await Assert.ThrowsAsync<TargetException>(() => new Download(connection).CopyAsync("file", full, CancellationToken.None));

        Assert.Equal((ExitCodes.Unusable, "output_unusable"), (CommandFailure.Of(failure)!.Exit, CommandFailure.Of(failure)!.Code));
    }

    /// <param name="breaks">How many times the line breaks after 50,000 bytes.</param>
    private async Task SendAsync(HttpContext http, int breaks, string? tag)
    {
        var range = http.Request.Headers.Range.ToString();
        _ranges.Add(range);
        var from = range.Length > 0 && http.Request.Headers.IfRange == tag
            ? int.Parse(range["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture)
            : 0;
        if (tag is not null)
            http.Response.Headers.ETag = tag;
        if (from > 0)
        {
            http.Response.StatusCode = StatusCodes.Status206PartialContent;
            http.Response.Headers.ContentRange = $"bytes {from}-{Content.Length - 1}/{Content.Length}";
        }

        if (_ranges.Count > breaks)
        {
            await http.Response.Body.WriteAsync(Content.AsMemory(from));
            return;
        }

        http.Response.ContentLength = Content.Length - from;
        await http.Response.Body.WriteAsync(Content.AsMemory(from, 50_000));
        await http.Response.Body.FlushAsync();
        // What was flushed may be on its way still, and an abort takes it back.
        await Task.Delay(200);
        http.Abort();
    }

    private sealed class FullStream : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("No space left on device");
    }
}
