using System.Text.RegularExpressions;

namespace BatchGen.Batches.Models.Downloads;

/// <summary>What is to be fetched, judged.</summary>
/// <param name="Sha256">The file's digest in lower case, or null when nobody gave one.</param>
public sealed partial record DownloadRequest(Uri Source, string FileName, string? Sha256)
{
    /// <param name="sha256">64 hexadecimal digits, or empty.</param>
    /// <exception cref="DownloadException">The link, its file name or the digest is no good.</exception>
    public static DownloadRequest Parse(string url, string sha256)
    {
        if (!Uri.TryCreate(url.Trim(), UriKind.Absolute, out var source) || source.Scheme != Uri.UriSchemeHttps || source.UserInfo.Length > 0)
            throw new DownloadException(
                DownloadErrorCodes.BadUrl, $"'{url}' is no https link. Give the address of a GGUF file, e.g. https://models.example.org/model.gguf.");
        var name = Path.GetFileName(Uri.UnescapeDataString(source.AbsolutePath));
        if (!SafeName().IsMatch(name))
            throw new DownloadException(
                DownloadErrorCodes.BadName, $"The link ends in '{name}'. It must end in a .gguf file's name of letters, digits, dots, dashes and underscores.");
        var digest = sha256.Trim().ToLowerInvariant();
        if (digest.Length > 0 && !Digest().IsMatch(digest))
            throw new DownloadException(DownloadErrorCodes.BadDigest, $"'{sha256}' is no SHA-256: it has 64 hexadecimal digits.");
        return new DownloadRequest(source, name, digest.Length > 0 ? digest : null);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9._-]{0,180}\.gguf\z")]
    private static partial Regex SafeName();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Digest();
}

/// <summary>Which hosts the administrator trusts.</summary>
internal static class AllowedHosts
{
    private const string Wildcard = "*.";

    public static string WithoutWildcard(string host) => host.StartsWith(Wildcard, StringComparison.Ordinal) ? host[Wildcard.Length..] : host;

    public static bool Contains(IEnumerable<string> allowed, string host) => allowed.Any(entry => entry.StartsWith(Wildcard, StringComparison.Ordinal)
        ? host.EndsWith(entry[1..], StringComparison.OrdinalIgnoreCase)
        : host.Equals(entry, StringComparison.OrdinalIgnoreCase));
}
