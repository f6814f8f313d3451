using System.Text.RegularExpressions;

namespace BatchGen.Batches.Models.Downloads;

/// <summary>A repository of a hub and, after a colon, one of its quantizations, e.g. "owner/model-GGUF:Q4_K_M".</summary>
/// <param name="Quantization">As <see cref="ModelOffer.Quantization"/> names it, in any case; null when none was asked for.</param>
public sealed partial record RepositoryName(string Owner, string Name, string? Quantization)
{
    public override string ToString() => $"{Owner}/{Name}";

    /// <summary>It could be one, and no path of a file.</summary>
    public static bool IsLike(string text) => Pattern().IsMatch(text) && !text.EndsWith(".gguf", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="DownloadException">It is none.</exception>
    public static RepositoryName Parse(string text)
    {
        var match = Pattern().Match(text.Trim());
        if (!match.Success)
            throw new DownloadException(
                DownloadErrorCodes.BadRepository,
                $"'{text}' names no repository. Write OWNER/NAME or OWNER/NAME:QUANTIZATION, e.g. owner/model-GGUF:Q4_K_M.");
        var quantization = match.Groups["quantization"];
        return new RepositoryName(match.Groups["owner"].Value, match.Groups["name"].Value, quantization.Success ? quantization.Value : null);
    }

    // No part begins with a dot: "." and ".." would lead elsewhere on the host.
    [GeneratedRegex(@"\A(?<owner>[A-Za-z0-9_-][A-Za-z0-9._-]{0,95})/(?<name>[A-Za-z0-9_-][A-Za-z0-9._-]{0,95})(:(?<quantization>[A-Za-z0-9_-][A-Za-z0-9._-]{0,180}))?\z")]
    private static partial Regex Pattern();
}
