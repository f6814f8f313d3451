using System.Text.Json;

namespace BatchGen.Batches.Models.Downloads;

/// <summary>
/// What a hub answers to GET /api/models/OWNER/NAME/tree/main?recursive=true: an array of objects with type, path and size in bytes, and
/// lfs.oid, the SHA-256, for files that are kept outside the repository itself.
/// </summary>
internal static class RepositoryListing
{
    /// <exception cref="DownloadException">It is something else.</exception>
    public static IReadOnlyList<RepositoryFile> Read(string host, ReadOnlyMemory<byte> answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return document.RootElement.ValueKind is JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Where(IsFile).Select(FileOf)]
                : throw Malformed(host);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or DownloadException)
        {
            throw Malformed(host);
        }
    }

    private static bool IsFile(JsonElement entry) => entry.GetProperty("type").GetString() == "file";

    private static RepositoryFile FileOf(JsonElement entry) => new(
        entry.GetProperty("path").GetString() ?? throw new FormatException(), entry.GetProperty("size").GetInt64(), DigestOf(entry));

    private static string? DigestOf(JsonElement entry) =>
        entry.TryGetProperty("lfs", out var lfs) && lfs.ValueKind is JsonValueKind.Object && lfs.TryGetProperty("oid", out var digest)
            ? DownloadRequest.DigestOf(digest.GetString() ?? "")
            : null;

    private static DownloadException Malformed(string host) => new(
        DownloadErrorCodes.ListingMalformed,
        $"What {host} answers is no list of files. Check Downloads:HubHost, or download the file by its link.");
}
