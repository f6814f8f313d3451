using BatchGen.Batches.Data;
using BatchGen.Web.Access;

namespace BatchGen.Web.Api;

/// <summary>An API key, without its secret.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="Prefix">Its first characters, by which a person tells keys apart.</param>
/// <param name="Scopes">read, submit, operate, administer: what it is narrowed to.</param>
/// <param name="ExpiresAt">Null never expires.</param>
/// <param name="LastUsedAt">To the minute; null when it never was.</param>
/// <param name="RevokedAt">Null while it is good.</param>
internal sealed record KeyBody(
    long Id,
    string Name,
    string? Owner,
    string Prefix,
    IReadOnlyList<string> Scopes,
    int? MaxQueuedItems,
    long? MaxTokensPerDay,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    DateTimeOffset? RevokedAt)
{
    public static KeyBody Of(ApiKey key) => new(
        key.Id,
        key.Name,
        key.User?.UserName,
        key.Prefix,
        [.. Policies.Known.Where(known => key.Scopes.HasFlag(known.Value)).Select(known => known.Key)],
        key.MaxQueuedItems,
        key.MaxTokensPerDay,
        key.CreatedAt,
        key.ExpiresAt,
        key.LastUsedAt,
        key.RevokedAt);
}
