using BatchGen.Batches.Requests;
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
        UsageOf([result]),
        TimingsOf([result]));

    /// <param name="results">One for each choice.</param>
    public static TextCompletionBody Text(string id, DateTimeOffset created, string model, IReadOnlyList<SequenceResult> results) => new(
        id,
        "text_completion",
        created.ToUnixTimeSeconds(),
        model,
        [.. results.Select((result, index) => new TextChoice(index, result.Text, FinishReasons.Of(result, calls: null)))],
        UsageOf(results),
        TimingsOf(results));

    /// <summary>What all choices took together.</summary>
    public static Usage UsageOf(IReadOnlyList<SequenceResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var prompt = results.Sum(result => result.PromptTokens);
        var completion = results.Sum(result => result.CompletionTokens);
        return new Usage(prompt, completion, prompt + completion, new PromptTokensDetails(results.Sum(result => result.CachedTokens)));
    }

    private static Timings TimingsOf(IReadOnlyList<SequenceResult> results)
    {
        var decode = results.Sum(result => result.Timings.Decode.TotalMilliseconds);
        double? rate = decode > 0 ? Math.Round(results.Sum(result => result.CompletionTokens) * 1000 / decode, 2) : null;
        return new Timings(
            Math.Round(results.Sum(result => result.Timings.Queued.TotalMilliseconds), 3),
            Math.Round(results.Sum(result => result.Timings.Prefill.TotalMilliseconds), 3),
            Math.Round(decode, 3),
            rate);
    }
}
