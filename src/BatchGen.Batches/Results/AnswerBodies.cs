using BatchGen.Batches.Requests;
using BatchGen.Inference.Scheduling;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Results;

/// <summary>Answers in OpenAI's words: of a batch's item in its output file, or to somebody who waits.</summary>
/// <param name="model">As clients name it.</param>
/// <param name="modelUsed">The model that ran, where clients name it otherwise; else null.</param>
public sealed class AnswerBodies(string model, string? modelUsed = null)
{
    /// <param name="id">The whole id, with its kind before it.</param>
    /// <param name="calls">What of the answer is calls; null when nothing is.</param>
    /// <param name="logprobs">How likely its tokens were; null unless that was asked for.</param>
    /// <param name="requestId">The ids of its calls come from it.</param>
    public ChatCompletionBody Chat(string id, long created, SequenceResult result, ToolAnswer? calls, ChatLogprobs? logprobs, string requestId) => new(
        id,
        "chat.completion",
        created,
        model,
        modelUsed,
        [new ChatChoice(0, ChatAnswer.Of(result.Text, calls, requestId), FinishReasons.Of(result, calls), logprobs)],
        UsageOf([result]),
        TimingsOf([result]));

    /// <param name="results">One for each choice.</param>
    public TextCompletionBody Text(string id, long created, IReadOnlyList<SequenceResult> results) => new(
        id,
        "text_completion",
        created,
        model,
        modelUsed,
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
