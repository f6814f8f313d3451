using System.Text.RegularExpressions;
using BatchGen.Inference.Gguf;

namespace BatchGen.Batches.Models.Downloads;

/// <summary>A file of a repository, as the host lists it.</summary>
/// <param name="Path">Inside of the repository, with slashes.</param>
/// <param name="Sha256">In lower case; null when the host gives none.</param>
public sealed record RepositoryFile(string Path, long SizeBytes, string? Sha256);

/// <summary>One model that a repository has, in one file or several that belong together.</summary>
/// <param name="Quantization">As the file's name says it, e.g. "Q4_K_M"; the file's name where it says none, or says the same as another's.</param>
/// <param name="Files">The first part first.</param>
public sealed partial record ModelOffer(string Quantization, IReadOnlyList<RepositoryFile> Files)
{
    public long SizeBytes => Files.Sum(file => file.SizeBytes);

    /// <summary>Largest first: of the same weights the larger file has more bits for each.</summary>
    public static IReadOnlyList<ModelOffer> From(IReadOnlyList<RepositoryFile> files)
    {
        var models = files.Where(IsModel).DistinctBy(file => file.Path).ToDictionary(file => file.Path, StringComparer.Ordinal);
        var offers = models.Values.Where(file => GgufParts.FirstOf(file.Path) is null)
            .Select(first => PartsOf(first, models)).OfType<IReadOnlyList<RepositoryFile>>()
            .Select(parts => new ModelOffer(QuantizationOf(parts[0].Path), parts)).ToList();
        var taken = offers.CountBy(offer => offer.Quantization, StringComparer.OrdinalIgnoreCase).Where(count => count.Value > 1).Select(count => count.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. offers.Select(offer => taken.Contains(offer.Quantization) ? offer with { Quantization = StemOf(offer.Files[0].Path) } : offer)
                .DistinctBy(offer => offer.Quantization, StringComparer.OrdinalIgnoreCase)
                .OrderByDescending(offer => offer.SizeBytes).ThenBy(offer => offer.Quantization, StringComparer.Ordinal),
        ];
    }

    /// <summary>Vision projectors and importance matrices are GGUF files too, and no models.</summary>
    private static bool IsModel(RepositoryFile file) =>
        DownloadRequest.IsSafeName(Path.GetFileName(file.Path)) && file.SizeBytes > 0 && !file.Path.Split('/').Any(part => part is "" or "." or "..")
        && !file.Path.Contains("mmproj", StringComparison.OrdinalIgnoreCase) && !file.Path.Contains("imatrix", StringComparison.OrdinalIgnoreCase);

    /// <summary>Null when a part is missing.</summary>
    private static IReadOnlyList<RepositoryFile>? PartsOf(RepositoryFile first, Dictionary<string, RepositoryFile> files)
    {
        var parts = GgufParts.PathsOf(first.Path);
        return parts.All(files.ContainsKey) ? [.. parts.Select(part => files[part])] : null;
    }

    private static string QuantizationOf(string path) =>
        TypeName().Matches(StemOf(path)) is { Count: > 0 } matches ? matches[^1].Value.ToUpperInvariant() : StemOf(path);

    private static string StemOf(string path) => PartNumber().Replace(Path.GetFileNameWithoutExtension(path), "");

    [GeneratedRegex(@"-[0-9]{5}-of-[0-9]{5}\z")]
    private static partial Regex PartNumber();

    // The types of llama.cpp and what people make of them, as Q6_K_L and UD-Q4_K_XL.
    [GeneratedRegex(@"(?<![A-Za-z0-9])(UD-)?(I?Q[0-9](_[A-Z0-9]+)+|TQ[0-9]_0|BF16|FP?16|FP?32|(MX|NV)FP4(_MOE)?)(?![A-Za-z0-9])", RegexOptions.IgnoreCase)]
    private static partial Regex TypeName();
}
