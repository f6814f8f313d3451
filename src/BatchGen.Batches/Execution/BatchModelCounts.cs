using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Execution;

/// <summary>Keeps the counters of a batch's several models, within the transaction of whoever changes its items.</summary>
internal static class BatchModelCounts
{
    /// <summary>Counts items by their model before they change; nothing happens to a batch of one model.</summary>
    /// <param name="items">Of the batch.</param>
    /// <param name="add">Is given each model with the number of its items; saved with the batch.</param>
    /// <returns>The models, by their index; empty for a batch of one.</returns>
    public static async Task<IReadOnlyList<CountedModel>> AddAsync(
        BatchGenDbContext db, Batch batch, IQueryable<BatchItem> items, Action<BatchModel, int> add, CancellationToken cancellationToken)
    {
        var models = await db.BatchModels.Where(model => model.BatchId == batch.Id).OrderBy(model => model.Index).ToListAsync(cancellationToken);
        if (models.Count == 0)
            return [];
        var counts = await items.GroupBy(item => item.ModelIndex).Select(group => new { Index = group.Key, Items = group.Count() })
            .ToDictionaryAsync(group => group.Index, group => group.Items, cancellationToken);
        foreach (var model in models)
            add(model, counts.GetValueOrDefault(model.Index));
        return models.ConvertAll(model => new CountedModel(model.Path, counts.GetValueOrDefault(model.Index)));
    }

    /// <summary>What a shard's items came to.</summary>
    public static async Task CommitAsync(BatchGenDbContext db, ShardClaim claim, IReadOnlyList<ItemEnd> ends)
    {
        if (!claim.IsOneOfSeveral || ends.Count == 0)
            return;
        var succeeded = ends.OfType<ItemSucceeded>().ToList();
        var failed = ends.Count - succeeded.Count;
        var promptTokens = succeeded.Sum(end => (long)end.Result.PromptTokens);
        var completionTokens = succeeded.Sum(end => (long)end.Result.CompletionTokens);
        await db.BatchModels
            .Where(model => model.BatchId == claim.BatchId && model.Index == claim.ModelIndex)
            .ExecuteUpdateAsync(set => set
                .SetProperty(model => model.SucceededItems, model => model.SucceededItems + succeeded.Count)
                .SetProperty(model => model.FailedItems, model => model.FailedItems + failed)
                .SetProperty(model => model.PromptTokens, model => model.PromptTokens + promptTokens)
                .SetProperty(model => model.CompletionTokens, model => model.CompletionTokens + completionTokens));
    }
}

/// <param name="Items">That were counted of it.</param>
internal sealed record CountedModel(string Path, int Items);
