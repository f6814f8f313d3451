using BatchGen.Batches.Submission;
using BatchGen.Code.Splitting;
using BatchGen.Engine.Client;

namespace BatchGen.Batches.LongInputs;

/// <summary>Decides at submission how a long input is cut, by the model's own tokenizer; the work itself cuts it again, the same way.</summary>
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
            return Division.Of(await SourceSplitter.SplitAsync(input.Document, budget, _counter, cancellationToken), budget);
        }
        catch (ChunkingException)
        {
            // The prompt around the input leaves no room; what fits as it is may still run.
            return promptTokens < contextLimitTokens ? Division.Whole : null;
        }
    }
}
