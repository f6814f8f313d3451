using BatchGen.Batches.Data;
using BatchGen.Batches.Files;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Results;

/// <summary>A batch's files, for downloads.</summary>
public sealed class ResultFiles(IDbContextFactory<BatchGenDbContext> contexts, ContentStore store)
{
    /// <summary>Null when the batch or the file is not there (yet).</summary>
    public async Task<ResultFile?> OpenReadAsync(string batchPublicId, ResultFileKind kind, CancellationToken cancellationToken)
    {
        // The path is made from the stored row, never from what was asked for.
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var names = await db.Batches
            .Where(batch => batch.PublicId == batchPublicId)
            .Select(batch => new { batch.PublicId, batch.OutputFile, batch.ErrorFile })
            .SingleOrDefaultAsync(cancellationToken);
        var name = kind == ResultFileKind.Output ? names?.OutputFile : names?.ErrorFile;
        if (name is null || await store.OpenReadAsync(Path.Combine(DataDirectory.BatchPath(names!.PublicId), name), cancellationToken) is not { } content)
            return null;
        return new ResultFile($"{names.PublicId}_{name}", content.Length, content);
    }
}

/// <summary>An open result file; whoever asked for it disposes the stream.</summary>
public sealed record ResultFile(string FileName, long Bytes, Stream Content);

public enum ResultFileKind
{
    /// <summary>output.jsonl: one line an item that succeeded.</summary>
    Output,

    /// <summary>errors.jsonl: one line an item that did not; there only when there are any.</summary>
    Errors,
}
