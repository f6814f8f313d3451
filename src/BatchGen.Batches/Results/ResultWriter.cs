using BatchGen.Batches.Data;
using BatchGen.Batches.Files;
using BatchGen.Batches.Requests;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Results;

/// <summary>Writes a batch's result files from the database, a page of items at a time, in input order.</summary>
internal sealed class ResultWriter(IDbContextFactory<BatchGenDbContext> contexts, ContentStore store)
{
    public const string OutputName = "output.jsonl";
    public const string ErrorName = "errors.jsonl";
    private const int PageItems = 200;

    /// <summary>Call when every item has its end. Writing again replaces the files by the same ones.</summary>
    public async Task<WrittenFiles> WriteAsync(Batch batch, CancellationToken cancellationToken)
    {
        var outputPath = Path.Combine(DataDirectory.BatchPath(batch.PublicId), OutputName);
        var errorPath = Path.Combine(DataDirectory.BatchPath(batch.PublicId), ErrorName);
        await using var output = new AtomicFile(store.DraftOf(outputPath));
        await using var errors = new AtomicFile(store.DraftOf(errorPath));

        await WriteLinesAsync(batch, output, errors, cancellationToken);

        await KeepAsync(output, outputPath, cancellationToken);
        if (errors.Lines > 0)
            await KeepAsync(errors, errorPath, cancellationToken);
        else
            await store.DeleteAsync(errorPath, cancellationToken);
        return new WrittenFiles(OutputName, errors.Lines > 0 ? ErrorName : null);
    }

    private async Task KeepAsync(AtomicFile file, string path, CancellationToken cancellationToken)
    {
        await file.CommitAsync(cancellationToken);
        await store.KeepAsync(file.Path, path, cancellationToken);
    }

    private async Task WriteLinesAsync(Batch batch, AtomicFile output, AtomicFile errors, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var models = await db.BatchModels.Where(model => model.BatchId == batch.Id).OrderBy(model => model.Index).Select(model => model.Path)
            .ToListAsync(cancellationToken);
        var lines = new ResultLines(batch, models);
        var named = NamedModels.Of(batch);
        var after = -1;
        while (true)
        {
            var page = await ReadPageAsync(db, batch.Id, after, cancellationToken);
            if (page.Count == 0)
                return;

            var names = await named.OfPageAsync(db, batch.Id, page, cancellationToken);
            foreach (var item in page)
            {
                if (item.State == ItemState.Succeeded)
                    await output.WriteLineAsync(lines.Success(item, names(item)), cancellationToken);
                else
                    await errors.WriteLineAsync(ResultLines.Error(item), cancellationToken);
            }

            after = page[^1].Ordinal;
        }
    }

    /// <summary>All but the requests, which may be megabytes each and are in no line.</summary>
    private static Task<List<BatchItem>> ReadPageAsync(BatchGenDbContext db, long batchId, int afterOrdinal, CancellationToken cancellationToken) => db.Items
        .Where(item => item.BatchId == batchId && item.Ordinal > afterOrdinal)
        .OrderBy(item => item.Ordinal)
        .Take(PageItems)
        .Select(item => new BatchItem
        {
            Id = item.Id,
            Ordinal = item.Ordinal,
            CustomId = item.CustomId,
            State = item.State,
            PromptTokens = item.PromptTokens,
            CompletionTokens = item.CompletionTokens,
            FinishReason = item.FinishReason,
            ErrorCode = item.ErrorCode,
            ErrorMessage = item.ErrorMessage,
            ErrorField = item.ErrorField,
            FinishedAt = item.FinishedAt,
            ModelIndex = item.ModelIndex,
            Result = item.Result,
            RequestJson = "",
        })
        .AsNoTracking()
        .ToListAsync(cancellationToken);
}

/// <summary>Which model the request of an item names, read from the requests only where lines name different ones.</summary>
/// <param name="ofAll">The name that every line has; null when they have none, or the model's own.</param>
/// <param name="differ">Whether lines have different names.</param>
internal sealed class NamedModels(string? ofAll, bool differ)
{
    public static NamedModels Of(Batch batch) => StoredJson.ReadSettings(batch.SettingsJson).Models switch
    {
        null or [] => new NamedModels(null, differ: false),
        [var one] when one.Lines == batch.TotalItems => new NamedModels(one.Name, differ: false),
        _ => new NamedModels(null, differ: true),
    };

    /// <summary>Of those that have an answer: one query a page, of which one request after the other is read, since each may be megabytes.</summary>
    /// <param name="page">Items that follow one another, at least one.</param>
    public async Task<Func<BatchItem, string?>> OfPageAsync(
        BatchGenDbContext db, long batchId, IReadOnlyList<BatchItem> page, CancellationToken cancellationToken)
    {
        if (!differ)
            return _ => ofAll;
        var (first, last) = (page[0].Ordinal, page[^1].Ordinal);
        var requests = db.Items
            .Where(item => item.BatchId == batchId && item.Ordinal >= first && item.Ordinal <= last && item.State == ItemState.Succeeded)
            .Select(item => new { item.Id, item.RequestJson })
            .AsAsyncEnumerable();
        var names = new Dictionary<long, string?>(page.Count);
        await foreach (var row in requests.WithCancellation(cancellationToken))
            names[row.Id] = StoredJson.ReadRequest(row.RequestJson).Model;
        return item => names[item.Id];
    }
}

/// <param name="OutputFile">Always there, empty when nothing succeeded: tools that wait for it find it.</param>
/// <param name="ErrorFile">Null when there were no errors.</param>
internal sealed record WrittenFiles(string OutputFile, string? ErrorFile);
