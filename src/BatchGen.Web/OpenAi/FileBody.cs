using System.Text.Json.Serialization;
using BatchGen.Batches.Data;

namespace BatchGen.Web.OpenAi;

/// <summary>A file in OpenAI's words.</summary>
internal sealed record FileBody(
    string Id,
    [property: JsonPropertyName("object")] string Kind,
    long Bytes,
    long CreatedAt,
    long? ExpiresAt,
    [property: JsonPropertyName("filename")] string FileName,
    string Purpose,
    string Status,
    string? StatusDetails)
{
    public static FileBody Of(StoredFile file) => new(
        file.PublicId,
        "file",
        file.Bytes,
        file.CreatedAt.ToUnixTimeSeconds(),
        file.ExpiresAt?.ToUnixTimeSeconds(),
        file.FileName,
        file.Purpose,
        "processed",
        StatusDetails: null);
}
