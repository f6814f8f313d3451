namespace BatchGen.Web.OpenAi;

internal sealed record InputTokensDetails(long CachedTokens);
