using BatchGen.Batches.Submission;
using BatchGen.Code.Splitting;
using BatchGen.Engine.Client;
using BatchGen.Inference.Chat;

namespace BatchGen.Batches.LongInputs;

/// <summary>Counts texts with the model's own tokenizer, as the plain text they are.</summary>
internal sealed class EngineTokenCounter(TokenCounter tokens) : ITokenCounter
{
    private static readonly IReadOnlyList<string> NoStopPieces = [];

    public async Task<IReadOnlyList<int>> CountAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        // An empty prompt is no prompt to the engine; an empty text is no tokens here.
        int[] filled = [.. Enumerable.Range(0, texts.Count).Where(index => texts[index].Length > 0)];
        var counts = filled.Length == 0 ? [] : await tokens.CountAsync([.. filled.Select(index => Plain(texts[index]))], cancellationToken);
        var all = new int[texts.Count];
        for (var i = 0; i < filled.Length; i++)
            all[filled[i]] = counts[i];
        return all;
    }

    private static SegmentPrompt Plain(string text) => new([new PromptSegment(text, IsTemplate: false)], NoStopPieces);
}
