using BatchGen.Batches.Data;
using BatchGen.Batches.Submission;
using BatchGen.Code.Exports;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Results;

/// <summary>A batch's answers in the forms people take them away in; read from the database, in input order, whenever asked.</summary>
public sealed class BatchExports(IDbContextFactory<BatchGenDbContext> contexts)
{
    // Requests and answers can be megabytes each.
    private const int PageItems = 50;

    /// <summary>Null when there is no such batch. Works while the batch runs: items without an end are left out.</summary>
    public async Task<BatchExport?> FindAsync(string batchPublicId, ExportFormat format, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var batch = await db.Batches.AsNoTracking().SingleOrDefaultAsync(batch => batch.PublicId == batchPublicId, cancellationToken);
        return batch is null ? null : format switch
        {
            ExportFormat.Jsonl => Rows(batch, "jsonl", "application/jsonl", stream => new JsonLinesAnswerWriter(stream)),
            ExportFormat.Csv => Table(batch),
            ExportFormat.Markdown => Rows(batch, "md", "text/markdown; charset=utf-8", stream => new MarkdownAnswerWriter(stream)),
            _ => new BatchExport($"{batch.PublicId}.zip", "application/zip", (stream, stop) => WriteZipAsync(batch, stream, stop)),
        };
    }

    private BatchExport Table(Batch batch) => new($"{batch.PublicId}.csv", "text/csv; charset=utf-8", async (stream, stop) =>
    {
        await using var writer = new CsvAnswerWriter(stream, await InputColumnsAsync(batch, stop));
        await WriteRowsAsync(batch, writer, stop);
    });

    private BatchExport Rows(Batch batch, string extension, string contentType, Func<Stream, IAnswerWriter> open) =>
        new($"{batch.PublicId}.{extension}", contentType, async (stream, stop) =>
        {
            await using var writer = open(stream);
            await WriteRowsAsync(batch, writer, stop);
        });

    private async Task WriteRowsAsync(Batch batch, IAnswerWriter writer, CancellationToken cancellationToken)
    {
        await foreach (var row in ReadAsync(batch, cancellationToken))
            await writer.WriteAsync(row.ToAnswer(), cancellationToken);
    }

    private async Task WriteZipAsync(Batch batch, Stream stream, CancellationToken cancellationToken)
    {
        await using var tree = new AnswerTree(stream, batch.FinishedAt ?? batch.CreatedAt);
        await foreach (var row in ReadAsync(batch, cancellationToken))
            await tree.AddAsync(row.ToTreeAnswer(), cancellationToken);
        await tree.FinishAsync(cancellationToken);
    }

    private async IAsyncEnumerable<ExportRow> ReadAsync(Batch batch, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var settings = StoredJson.ReadSettings(batch.SettingsJson);
        var after = -1;
        while (true)
        {
            var page = await ReadPageAsync(batch, after, cancellationToken);
            if (page.Count == 0)
                yield break;
            foreach (var item in page)
                yield return ExportRow.Of(item, settings);
            after = page[^1].Ordinal;
        }
    }

    private async Task<List<BatchItem>> ReadPageAsync(Batch batch, int afterOrdinal, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Items.AsNoTracking()
            .Include(item => item.Result)
            .Where(item => item.BatchId == batch.Id && item.Ordinal > afterOrdinal && item.State != ItemState.Pending)
            .OrderBy(item => item.Ordinal)
            .Take(PageItems)
            .ToListAsync(cancellationToken);
    }

    /// <summary>The first request that has any: the rows of one table have the same.</summary>
    private async Task<IReadOnlyList<string>> InputColumnsAsync(Batch batch, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var first = await db.Items
            .Where(item => item.BatchId == batch.Id && item.RequestJson != "")
            .OrderBy(item => item.Ordinal)
            .Select(item => item.RequestJson)
            .FirstOrDefaultAsync(cancellationToken);
        return first is null ? [] : [.. (StoredJson.ReadRequest(first).Material?.Columns ?? []).Select(column => column.Key)];
    }
}
