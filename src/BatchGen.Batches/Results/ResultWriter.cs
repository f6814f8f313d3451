using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Results;

/// <summary>Writes a batch's result files from the database, a page of items at a time, in input order.</summary>
internal sealed class ResultWriter(IDbContextFactory<BatchGenDbContext> contexts, DataDirectory directory)
{
    public const string OutputName = "output.jsonl";
    public const string ErrorName = "errors.jsonl";
    private const int PageItems = 200;

    /// <summary>Call when every item has its end. Writing again replaces the files by the same ones.</summary>
    public async Task<WrittenFiles> WriteAsync(Batch batch, CancellationToken cancellationToken)
    {
        var folder = directory.BatchFolder(batch.PublicId);
        PrivateFiles.CreateFolder(Path.GetDirectoryName(folder)!);
        PrivateFiles.CreateFolder(folder);
        await using var output = new AtomicFile(Path.Combine(folder, OutputName));
        await using var errors = new AtomicFile(Path.Combine(folder, ErrorName));

        await WriteLinesAsync(batch, output, errors, cancellationToken);

        await output.CommitAsync(cancellationToken);
        if (errors.Lines > 0)
            await errors.CommitAsync(cancellationToken);
        else
            File.Delete(Path.Combine(folder, ErrorName));
        return new WrittenFiles(OutputName, errors.Lines > 0 ? ErrorName : null);
    }

    private async Task WriteLinesAsync(Batch batch, AtomicFile output, AtomicFile errors, CancellationToken cancellationToken)
    {
        var lines = new ResultLines(batch);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var after = -1;
        while (true)
        {
            var page = await ReadPageAsync(db, batch.Id, after, cancellationToken);
            if (page.Count == 0)
                return;

            foreach (var row in page)
            {
                if (row.State == ItemState.Succeeded)
                    await output.WriteLineAsync(lines.Success(row), cancellationToken);
                else
                    await errors.WriteLineAsync(ResultLines.Error(row), cancellationToken);
            }

            after = page[^1].Ordinal;
        }
    }

    private static Task<List<ResultRow>> ReadPageAsync(BatchGenDbContext db, long batchId, int afterOrdinal, CancellationToken cancellationToken) => db.Items
        .Where(item => item.BatchId == batchId && item.Ordinal > afterOrdinal)
        .OrderBy(item => item.Ordinal)
        .Take(PageItems)
        .Select(item => new ResultRow(
            item.Id,
            item.Ordinal,
            item.CustomId,
            item.State,
            item.PromptTokens,
            item.CompletionTokens,
            item.FinishReason,
            item.ErrorCode,
            item.ErrorMessage,
            item.ErrorField,
            item.FinishedAt,
            item.Result))
        .AsNoTracking()
        .ToListAsync(cancellationToken);
}

/// <param name="OutputFile">Always there, empty when nothing succeeded: tools that wait for it find it.</param>
/// <param name="ErrorFile">Null when there were no errors.</param>
internal sealed record WrittenFiles(string OutputFile, string? ErrorFile);
