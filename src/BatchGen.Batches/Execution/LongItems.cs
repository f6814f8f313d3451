using BatchGen.Batches.LongInputs;
using BatchGen.Batches.Requests;
using BatchGen.Code.Splitting;
using BatchGen.Code.Tasks;
using BatchGen.Engine.Client;

namespace BatchGen.Batches.Execution;

/// <summary>Opens chunked items for one run of a shard.</summary>
internal sealed class LongItems(ShardClaim claim, EngineModel model, TokenCounter tokens, PieceStore store)
{
    private readonly EngineTokenCounter _counter = new(tokens);

    /// <exception cref="ChunkingException">The engine's context has become too small to put the parts' answers together.</exception>
    public async Task<LongItem> OpenAsync(ShardItem item, CancellationToken cancellationToken)
    {
        var input = LongInput.Of(item.Request, claim.Settings)
            ?? throw new InvalidOperationException($"Item {item.Id} is stored in parts and its task has none.");
        // As at submission, whatever a later version would make of it: pieces that were answered before a restart must still be its pieces.
        var parts = SourceSplitter.CutAgain(input.Document, StoredJson.ReadCuts(item.CutsJson!));
        var plan = input.CreatePlan(parts, await ReductionBudgetAsync(item, input, cancellationToken), _counter);
        return new LongItem(claim, item, input, plan, store);
    }

    public GenerationRequest RequestFor(ShardItem item, PlannedPiece piece) => new(
        Generation.IdOf(item, piece.Id),
        piece.Prompt,
        item.Request.ToSampling(claim.Settings.Sampling),
        // An answer over answers is as long as any; one to a part of code grows with it.
        Room(item).MaxTokensFor(piece.Id.Round == 0 ? JoinOf(item) : JoinStrategy.MapReduce, piece.TextTokens),
        item.Request.Stop,
        claim.ContextLimitTokens);

    public GenerationRequest RequestFor(ShardItem item)
    {
        var request = item.Request.ToGeneration(Generation.IdOf(item, null), claim.Settings, claim.ContextLimitTokens);
        return request.MaxTokens is null && LongInput.Of(item.Request, claim.Settings) is { } input
            ? request with { MaxTokens = Room(item).MaxTokensFor(input.Join, item.PromptTokens) }
            : request;
    }

    private JoinStrategy JoinOf(ShardItem item) => LongInput.Of(item.Request, claim.Settings)!.Join;

    private PartRoom Room(ShardItem item) => PartRoom.For(item.Request, claim.Settings, model, claim.ContextLimitTokens ?? model.ContextLimitTokens);

    private async Task<ChunkBudget?> ReductionBudgetAsync(ShardItem item, LongInput input, CancellationToken cancellationToken)
    {
        if (input.Join != JoinStrategy.MapReduce)
            return null;
        var around = await tokens.CountAsync([input.AroundReduction], cancellationToken);
        return Room(item).ReductionBudget(around[0]);
    }
}
