using System.Text.RegularExpressions;

namespace BatchGen.Batches.Models.Downloads;

/// <summary>What is to be fetched, judged.</summary>
/// <param name="Sha256">The file's digest in lower case, or null when nobody gave one.</param>
public sealed partial record DownloadRequest(Uri Source, string FileName, string? Sha256)
{
    /// <summary>What the host's list says; null when nobody asked it.</summary>
    public long? SizeBytes { get; init; }

    /// <param name="sha256">64 hexadecimal digits, or empty.</param>
    /// <exception cref="DownloadException">The link, its file name or the digest is no good.</exception>
    public static DownloadRequest Parse(string url, string sha256)
    {
        if (!Uri.TryCreate(url.Trim(), UriKind.Absolute, out var source) || source.Scheme != Uri.UriSchemeHttps || source.UserInfo.Length > 0)
            throw new DownloadException(
                DownloadErrorCodes.BadUrl, $"'{url}' is no https link. Give the address of a GGUF file, e.g. https://models.example.org/model.gguf.");
        var name = Path.GetFileName(Uri.UnescapeDataString(source.AbsolutePath));
        if (!IsSafeName(name))
            throw new DownloadException(
                DownloadErrorCodes.BadName, $"The link ends in '{name}'. It must end in a .gguf file's name of letters, digits, dots, dashes and underscores.");
        return new DownloadRequest(source, name, sha256.Trim().Length > 0 ? DigestOf(sha256) : null);
    }

    /// <summary>Letters that every file system takes, and no folder.</summary>
    internal static bool IsSafeName(string name) => SafeName().IsMatch(name);

    /// <exception cref="DownloadException">It is no SHA-256.</exception>
    internal static string DigestOf(string sha256)
    {
        var digest = sha256.Trim().ToLowerInvariant();
        return Digest().IsMatch(digest)
            ? digest
            : throw new DownloadException(DownloadErrorCodes.BadDigest, $"'{sha256}' is no SHA-256: it has 64 hexadecimal digits.");
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._-]{0,180}\.gguf\z")]
    private static partial Regex SafeName();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Digest();
}
