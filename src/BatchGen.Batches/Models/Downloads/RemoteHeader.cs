using System.Net;
using System.Net.Http.Headers;
using BatchGen.Inference.Gguf;

namespace BatchGen.Batches.Models.Downloads;

/// <summary>
/// The header of a GGUF file that lies on a host, without its weights. How long a header is stands nowhere, so it is fetched in pieces, each
/// as large as all before, until it can be read.
/// </summary>
internal static class RemoteHeader
{
    /// <summary>Most headers take less: a vocabulary of 150,000 tokens with its merges about 6 MiB.</summary>
    private const long FirstBytes = 8 << 20;

    /// <summary>Of a later part, which repeats no vocabulary.</summary>
    private const long FirstBytesOfPart = 1 << 20;

    /// <exception cref="DownloadException">The host refuses, or this is no header.</exception>
    /// <exception cref="IOException">The transfer broke off.</exception>
    public static async Task FetchAsync(TrustedHosts hosts, Uri source, RepositoryFile file, string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, Path.GetFileName(file.Path));
        var wanted = GgufParts.FirstOf(file.Path) is null ? FirstBytes : FirstBytesOfPart;
        for (var have = 0L; ; have = wanted, wanted *= 2)
        {
            wanted = Math.Min(wanted, file.SizeBytes);
            await AppendAsync(hosts, source, path, have, wanted, cancellationToken);
            if (IsWhole(path, isAll: wanted == file.SizeBytes || wanted > GgufLimits.MetadataBytes))
                return;
        }
    }

    private static async Task AppendAsync(TrustedHosts hosts, Uri source, string path, long have, long wanted, CancellationToken cancellationToken)
    {
        using var response = await hosts.SendAsync(source, message => message.Headers.Range = new RangeHeaderValue(have, wanted - 1), cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new DownloadException(
                DownloadErrorCodes.Refused, $"{source.Host} answers {(int)response.StatusCode} {response.ReasonPhrase} when asked for {Path.GetFileName(path)}.");
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write);
        // A host that knows no ranges sends the file from its start.
        file.Position = response.StatusCode is HttpStatusCode.PartialContent ? have : 0;
        var buffer = new byte[1 << 16];
        while (file.Position < wanted
            && await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, wanted - file.Position)), cancellationToken) is > 0 and var count)
            await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        if (file.Position < wanted)
            throw new IOException($"{file.Position} of {wanted} bytes came.");
    }

    /// <param name="isAll">No more is fetched.</param>
    private static bool IsWhole(string path, bool isAll)
    {
        try
        {
            using var file = File.OpenRead(path);
            GgufReader.Read(file, path);
            return true;
        }
        catch (GgufException cut) when (!isAll && cut.Code is (GgufErrorCodes.Truncated or GgufErrorCodes.LengthOutOfBounds))
        {
            return false;
        }
        catch (GgufException refusal)
        {
            throw new DownloadException(refusal.Code, $"{Path.GetFileName(path)} cannot be used here: {refusal.Message}", refusal);
        }
    }
}
