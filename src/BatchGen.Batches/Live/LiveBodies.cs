using BatchGen.Batches.Results;
using BatchGen.Inference.Scheduling;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Live;

/// <summary>An engine's result in OpenAI's words; the same bodies as in a batch's output file.</summary>
public static class LiveBodies
{
    /// <param name="calls">What of the answer is calls; null when nothing is.</param>
    /// <param name="requestId">The ids of its calls come from it.</param>
    public static ChatCompletionBody Chat(string id, DateTimeOffset created, string model, SequenceResult result, ToolAnswer? calls, string requestId) => new(
        id,
        "chat.completion",
        created.ToUnixTimeSeconds(),
        model,
        [new ChatChoice(0, ChatAnswer.Of(result.Text, calls, requestId), FinishReasons.Of(result, calls), ChatLogprobs.Of(result.Tokens))],
        UsageOf(result),
        TimingsOf(result));

    public static TextCompletionBody Text(string id, DateTimeOffset created, string model, SequenceResult result) => new(
        id,
        "text_completion",
        created.ToUnixTimeSeconds(),
        model,
        [new TextChoice(0, result.Text, FinishReasons.Of(result, calls: null))],
        UsageOf(result),
        TimingsOf(result));

    public static Usage UsageOf(SequenceResult result) => new(
        result.PromptTokens, result.CompletionTokens, result.PromptTokens + result.CompletionTokens, new PromptTokensDetails(result.CachedTokens));

    private static Timings TimingsOf(SequenceResult result)
    {
        var decode = result.Timings.Decode.TotalMilliseconds;
        double? rate = decode > 0 ? Math.Round(result.CompletionTokens * 1000 / decode, 2) : null;
        return new Timings(
            Math.Round(result.Timings.Queued.TotalMilliseconds, 3), Math.Round(result.Timings.Prefill.TotalMilliseconds, 3), Math.Round(decode, 3), rate);
    }
}
