namespace BatchGen.Web.OpenAi;

internal sealed record OutputTokensDetails(long ReasoningTokens);
