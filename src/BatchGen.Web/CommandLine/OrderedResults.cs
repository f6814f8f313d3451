using BatchGen.Batches.Data;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Results;

namespace BatchGen.Web.CommandLine;

/// <summary>
/// Joins a batch's output and error file into one, in the input's order. Both are written in that order, so this is a
/// merge: each item's state says which file has its line.
/// </summary>
internal sealed class OrderedResults(ResultFiles files, BatchQueries queries)
{
    private const int PageItems = 1_000;

    public async Task WriteAsync(string batchPublicId, Stream target, CancellationToken cancellationToken)
    {
        using var output = await OpenAsync(batchPublicId, ResultFileKind.Output, cancellationToken);
        using var errors = await OpenAsync(batchPublicId, ResultFileKind.Errors, cancellationToken);
        await using var writer = new StreamWriter(target, leaveOpen: true) { NewLine = "\n" };

        var offset = 0;
        for (var page = await PageAsync(); page.Items.Count > 0; page = await PageAsync())
        {
            foreach (var item in page.Items)
            {
                var source = item.State is ItemState.Succeeded ? output : errors;
                if (await source.ReadLineAsync(cancellationToken) is { } line)
                    await writer.WriteLineAsync(line);
            }

            offset += page.Items.Count;
        }

        Task<ItemPage> PageAsync() => queries.ListItemsAsync(batchPublicId, ItemFilter.All, offset, PageItems, cancellationToken);
    }

    private async Task<StreamReader> OpenAsync(string batchPublicId, ResultFileKind kind, CancellationToken cancellationToken)
    {
        var file = await files.OpenReadAsync(batchPublicId, kind, cancellationToken);
        return new StreamReader(file?.Content ?? Stream.Null);
    }
}
