using BatchGen.Batches.Data;

namespace BatchGen.Web.Access;

/// <summary>A key as its owner asks for it.</summary>
/// <param name="ExpiresAt">Null never expires.</param>
public sealed record NewApiKey(string Name, Rights Scopes, DateTimeOffset? ExpiresAt = null, int? MaxQueuedItems = null, long? MaxTokensPerDay = null);
