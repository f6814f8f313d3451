using BatchGen.Batches.Requests;
using BatchGen.Code.Splitting;
using BatchGen.Engine.Client;
using BatchGen.Inference.Chat;

namespace BatchGen.Batches.LongInputs;

/// <summary>Cuts a long input at submission, by the model's own tokenizer; the work cuts it again at the same places, without counting.</summary>
internal sealed class InputDivider(TokenCounter tokens, BatchSettings settings, EngineModel model, int contextLimitTokens)
{
    private readonly EngineTokenCounter _counter = new(tokens);

    /// <param name="promptTokens">Of the whole prompt.</param>
    /// <returns>Null when the input does not fit and cannot be cut so that it does.</returns>
    public async Task<Division?> DivideAsync(ItemRequest request, int promptTokens, CancellationToken cancellationToken)
    {
        if (LongInput.Of(request, settings) is not { } input)
            return promptTokens < contextLimitTokens ? Division.Whole : null;

        var room = PartRoom.For(request, settings, model, contextLimitTokens);
        if (room.SurelyFits(input, promptTokens))
            return Division.Whole;
        try
        {
            var around = await tokens.CountAsync([input.Around], cancellationToken);
            var budget = room.BudgetFor(input, around[0]);
            return Division.Of(await SourceSplitter.SplitAsync(input.Document, budget, _counter, cancellationToken));
        }
        catch (ChunkingException)
        {
            // The prompt around the input leaves no room; what fits as it is may still run.
            return promptTokens < contextLimitTokens ? Division.Whole : null;
        }
    }
}

/// <summary>Whether and how an input is cut.</summary>
/// <param name="Cuts">Of its parts; empty when it goes to the model whole.</param>
internal sealed record Division(IReadOnlyList<SourceCut> Cuts)
{
    public static Division Whole { get; } = new([]);

    public static Division Of(IReadOnlyList<SourceChunk> chunks) => chunks.Count < 2 ? Whole : new Division([.. chunks.Select(chunk => chunk.Cut)]);
}

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
