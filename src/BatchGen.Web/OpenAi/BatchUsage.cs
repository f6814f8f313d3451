using BatchGen.Batches.Data;

namespace BatchGen.Web.OpenAi;

/// <summary>Tokens of everything that was answered; null until the batch has items.</summary>
internal sealed record BatchUsage(long InputTokens, InputTokensDetails InputTokensDetails, long OutputTokens, OutputTokensDetails OutputTokensDetails, long TotalTokens)
{
    public static BatchUsage? Of(Batch batch) => batch.Order?.AcceptedAt is null
        ? null
        : new BatchUsage(
            batch.PromptTokens,
            new InputTokensDetails(batch.CachedTokens),
            batch.CompletionTokens,
            new OutputTokensDetails(ReasoningTokens: 0),
            batch.PromptTokens + batch.CompletionTokens);
}
