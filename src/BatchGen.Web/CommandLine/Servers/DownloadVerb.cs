using System.CommandLine;
using BatchGen.Code.Exports;
using BatchGen.Web.Formatting;
using BatchGen.Web.Remote;

namespace BatchGen.Web.CommandLine.Servers;

/// <summary><c>batches download</c>: a result file or an export, whole or not at all.</summary>
internal sealed class DownloadVerb(ServerVerbs verbs, Argument<string> id)
{
    private const string StandardOutput = "-";
    private static readonly string[] Files = ["output", "errors"];

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Where it goes; - writes to standard output. Without it a file named after the batch, in this folder.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _kind = new("--kind")
    {
        Description = $"The result lines (output, errors), or an export: {string.Join(", ", ExportForm.All.Select(form => form.Name))}. Without it as the file's name ends: .zip, .csv, .md, and any other is output.",
        HelpName = "KIND",
    };

    private readonly Option<bool> _force = new("--force") { Description = "Replace a file that is there already." };

    public Verb Build()
    {
        _kind.AcceptOnlyFromAmong([.. Files, .. ExportForm.All.Select(form => form.Name)]);
        return verbs.Make(
            "download", "Downloads a batch's results. The file appears once it is whole.", "batches download batch_01JD --output results.jsonl", DownloadAsync, id, _output, _kind, _force);
    }

    private async Task<int> DownloadAsync(ServerCall call)
    {
        var batch = call.Parsed.GetRequiredValue(id);
        var kind = KindOf(call.Parsed);
        var path = call.Parsed.GetValue(_output) ?? NameOf(batch, kind);
        var download = new Download(call.Server);
        var source = Files.Contains(kind) ? $"{BatchWatch.PathOf(batch)}/files/{kind}" : $"{BatchWatch.PathOf(batch)}/export?format={kind}";
        if (path == StandardOutput)
            return await ToStandardOutputAsync(call, download, source);

        await using var target = ResultTarget.New(Path.GetFullPath(path), call.Parsed.GetValue(_force));
        var bytes = await download.CopyAsync(source, target.Content, call.Token);
        target.Commit();
        await call.Report.SayAsync(
            new DownloadedDocument(Path.GetFullPath(path), bytes), () => $"{PlainText.Of(path)}: {ByteText.Of(bytes)}.{Environment.NewLine}");
        return ExitCodes.Success;
    }

    private static async Task<int> ToStandardOutputAsync(ServerCall call, Download download, string source)
    {
        if (call.Report.IsJson)
            throw new UnusableException("Standard output cannot have the file (--output -) and a document (--json). Leave one of them out.", CommandFailure.UsageCode);
        await using var output = call.Streams.OpenOutput();
        await download.CopyAsync(source, new OnlyForward(output), call.Token);
        await output.FlushAsync(call.Token);
        return ExitCodes.Success;
    }

    private string KindOf(ParseResult parsed) => parsed.GetValue(_kind)
        ?? (parsed.GetValue(_output) is { } path && ExportForm.OfFile(path) is { Format: not ExportFormat.Jsonl } form ? form.Name : Files[0]);

    /// <summary>An id that is none must not become a path.</summary>
    private static string NameOf(string batch, string kind)
    {
        var name = string.Concat(batch.Select(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' ? character : '_'));
        return Files.Contains(kind) ? $"{name}-{kind}.jsonl" : $"{name}.{ExportForm.Find(kind)!.Extension}";
    }

    private sealed record DownloadedDocument(string Path, long Bytes);
}

/// <summary>A stream that nothing is taken back from: standard output that is a file can seek, but what is before it there is not ours.</summary>
internal sealed class OnlyForward(Stream target) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => target.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => target.Write(buffer, offset, count);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        target.WriteAsync(buffer, cancellationToken);
}
