using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Models.Downloads;

/// <summary>
/// Fetches one file: follows redirects only from trusted host to trusted host, goes on where a broken transfer stopped,
/// and puts the file in its place only when digest and header are right.
/// </summary>
internal sealed class ModelFetcher(TrustedHosts hosts, DownloadOptions options)
{
    private const int BufferBytes = 1 << 20;

    /// <exception cref="DownloadException">Refused or given up; the message says why.</exception>
    public async Task FetchAsync(DownloadRequest request, string folder, IProgress<DownloadProgress> progress, CancellationToken cancellationToken)
    {
        var target = Path.Combine(folder, request.FileName);
        if (File.Exists(target))
            throw new DownloadException(DownloadErrorCodes.TargetExists, $"{request.FileName} is in the models folder already. Delete or rename it first.");
        Directory.CreateDirectory(folder);
        var part = new PartialFile(target);
        try
        {
            await TransferAsync(request, part, progress, cancellationToken);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            // What the connection threw is wrapped by the client.
            throw broken.InnerException as DownloadException ?? new DownloadException(
                DownloadErrorCodes.Interrupted, $"The transfer of {request.FileName} broke off: {ForeignMessage.Of(broken)} Start it again: it goes on where it stopped.", broken);
        }

        await JudgeAsync(request, part, cancellationToken);
        part.Finish();
    }

    /// <summary>The file is in the folder, and by its digest the one that is asked for.</summary>
    public static async Task<bool> HasAsync(DownloadRequest request, string folder, CancellationToken cancellationToken)
    {
        var target = Path.Combine(folder, request.FileName);
        return request.Sha256 is { } digest && File.Exists(target) && new FileInfo(target).Length == request.SizeBytes
            && await DigestAsync(target, cancellationToken) == digest;
    }

    private async Task TransferAsync(DownloadRequest request, PartialFile part, IProgress<DownloadProgress> progress, CancellationToken cancellationToken)
    {
        var version = part.VersionOf(request.Source);
        var from = version is null ? 0 : part.Length;
        using var response = await hosts.SendAsync(request.Source, message => Continue(message, from, version), cancellationToken);
        if (!response.IsSuccessStatusCode && (from == 0 || response.StatusCode is not HttpStatusCode.RequestedRangeNotSatisfiable))
            throw Refusal(response.RequestMessage?.RequestUri ?? request.Source, response);
        if (response.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            RequireWhole(part, response);
            return;
        }

        var isRest = response.StatusCode == HttpStatusCode.PartialContent && response.Content.Headers.ContentRange?.From == part.Length;
        if (!isRest)
            part.Begin(request.Source, StrongVersion(response));
        var received = isRest ? part.Length : 0;
        var total = received + response.Content.Headers.ContentLength;
        RequireRoom(request, part, total, received);
        await CopyAsync(response, part, new Transfer(received, total, progress), cancellationToken);
    }

    /// <summary>
    /// There is nothing after the last byte (RFC 9110, 15.5.17): it was stopped when all had come and before it was judged.
    /// Hashing a large model takes long enough for that.
    /// </summary>
    private static void RequireWhole(PartialFile part, HttpResponseMessage response)
    {
        if (response.Content.Headers.ContentRange?.Length == part.Length)
            return;
        part.Remove();
        throw new IOException("what was here is no part of the host's file any more.");
    }

    private static void Continue(HttpRequestMessage message, long from, string? version)
    {
        if (version is null)
            return;
        message.Headers.Range = new RangeHeaderValue(from, null);
        message.Headers.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue(version));
    }

    private static DownloadException Refusal(Uri url, HttpResponseMessage response) => new(
        DownloadErrorCodes.Refused,
        $"{url.Host} answers {(int)response.StatusCode} {response.ReasonPhrase}. Check the link; a file that needs a login cannot be fetched.");

    private void RequireRoom(DownloadRequest request, PartialFile part, long? total, long received)
    {
        var free = new DriveInfo(Path.GetPathRoot(Path.GetFullPath(part.Path))!).AvailableFreeSpace;
        if (total > options.MaxFileBytes || total - received > free)
            throw new DownloadException(
                DownloadErrorCodes.TooLarge,
                $"{request.FileName} has {total} bytes; {options.MaxFileBytes} are allowed (Downloads:MaxFileBytes) and {free} are free on the disk.");
    }

    private async Task CopyAsync(HttpResponseMessage response, PartialFile part, Transfer transfer, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(part.Path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0, useAsync: true);
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[BufferBytes];
        var received = transfer.Received;
        while (await ReadAsync(content, buffer, cancellationToken) is > 0 and var count)
        {
            // Hosts may say nothing of the length, or lie.
            if ((received += count) > options.MaxFileBytes)
                throw new DownloadException(DownloadErrorCodes.TooLarge, $"The file passes {options.MaxFileBytes} bytes (Downloads:MaxFileBytes).");
            await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            transfer.Progress.Report(new DownloadProgress(received, transfer.Total));
        }

        if (transfer.Total is { } total && received != total)
            throw new IOException($"{received} of {total} bytes came.");
    }

    private async Task<int> ReadAsync(Stream content, byte[] buffer, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.StallTimeout);
        try
        {
            return await content.ReadAsync(buffer, patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"Nothing came for {options.StallTimeout.TotalSeconds:0} seconds.");
        }
    }

    /// <summary>A part that is wrong is of no use to go on from.</summary>
    private static async Task JudgeAsync(DownloadRequest request, PartialFile part, CancellationToken cancellationToken)
    {
        try
        {
            if (request.Sha256 is { } expected && await DigestAsync(part.Path, cancellationToken) is var digest && digest != expected)
                throw new DownloadException(
                    DownloadErrorCodes.DigestMismatch,
                    $"{request.FileName} has the SHA-256 {digest} instead of {expected}. It was deleted: check the link and the digest.");
            GgufSafety.CheckForKeeping(part.Path);
        }
        catch (GgufException refusal)
        {
            part.Remove();
            throw new DownloadException(refusal.Code, $"{request.FileName} was deleted: {refusal.Message}", refusal);
        }
        catch (DownloadException)
        {
            part.Remove();
            throw;
        }
    }

    private static async Task<string> DigestAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    /// <summary>Weak tags promise nothing about bytes.</summary>
    private static string? StrongVersion(HttpResponseMessage response) => response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : null;

    private sealed record Transfer(long Received, long? Total, IProgress<DownloadProgress> Progress);
}
