using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using BatchGen.Code.Exports;
using BatchGen.Code.Inputs;
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
        if (batch is null)
            return null;
        var form = ExportForm.Of(format);
        return new BatchExport($"{batch.PublicId}.{form.Extension}", form.ContentType, (stream, stop) => WriteAsync(batch, form, stream, stop));
    }

    private async Task WriteAsync(Batch batch, ExportForm form, Stream stream, CancellationToken cancellationToken)
    {
        var columns = form.NeedsColumns ? await InputColumnsAsync(batch, cancellationToken) : [];
        await using var writer = form.Open(
            stream, new ExportedBatch(batch.FinishedAt ?? batch.CreatedAt, columns) { Notes = StoredJson.ReadSettings(batch.SettingsJson).Notes ?? [] });
        await foreach (var row in ReadAsync(batch, cancellationToken))
            await writer.WriteAsync(row.ToAnswer(), cancellationToken);
        await writer.FinishAsync(cancellationToken);
    }

    private async IAsyncEnumerable<ExportRow> ReadAsync(
        Batch batch, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
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

/// <summary>A batch's answers, ready to be written. What has no end yet is left out.</summary>
/// <param name="FileName">For the download.</param>
public sealed record BatchExport(string FileName, string ContentType)
{
    private readonly Func<Stream, CancellationToken, Task> _write = (_, _) => Task.CompletedTask;

    internal BatchExport(string fileName, string contentType, Func<Stream, CancellationToken, Task> write)
        : this(fileName, contentType) => _write = write;

    /// <summary>Streams it out, a page of items at a time; the stream need not be seekable and stays open.</summary>
    public Task WriteAsync(Stream target, CancellationToken cancellationToken) => _write(target, cancellationToken);
}

/// <summary>One item on its way into an export.</summary>
internal sealed record ExportRow(BatchItem Item, ItemRequest Request, BatchSettings Settings)
{
    public TaskAnswer Expected { get; } = TaskAnswer.For(Request, Settings);

    public static ExportRow Of(BatchItem item, BatchSettings settings) =>
        new(item, item.RequestJson.Length == 0 ? new ItemRequest() : StoredJson.ReadRequest(item.RequestJson), settings);

    public AnswerRow ToAnswer()
    {
        var code = Item.Result is null ? null : Expected.CodeOf(Item.Result.Text, Item.Result.LineageJson is not null);
        return new AnswerRow
        {
            CustomId = Item.CustomId,
            Path = Item.Path,
            Task = Expected.Preset?.Name,
            Encoding = Request.Material?.Encoding ?? SourceEncoding.Utf8,
            Preset = Expected.Preset,
            TargetLanguage = Request.Material?.TargetLanguage ?? Settings.Task?.Options.TargetLanguage,
            Answer = Item.Result?.Text,
            Code = code?.Code,
            Language = code?.Language,
            FinishReason = Item.FinishReason,
            Flags = [.. FlagCodes.Of(Item.Flags)],
            ErrorCode = Item.ErrorCode,
            ErrorMessage = Item.State == ItemState.Cancelled ? EndCodes.MessageOf(Item.ErrorCode!) : Item.ErrorMessage?.ToString(),
            PromptTokens = Item.PromptTokens,
            CompletionTokens = Item.CompletionTokens,
            Columns = Request.Material?.Columns ?? [],
        };
    }
}
