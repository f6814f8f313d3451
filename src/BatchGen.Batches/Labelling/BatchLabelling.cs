using BatchGen.Batches.Data;
using BatchGen.Batches.Execution;
using BatchGen.Batches.Submission;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Labelling;

/// <summary>Changes the labels of batches that are there already, and the words they are found by.</summary>
public sealed class BatchLabelling(IDbContextFactory<BatchGenDbContext> contexts)
{
    /// <summary>A label that it has already, in whatever case, stays as it is.</summary>
    /// <returns>Refused with batch_not_found or invalid_label.</returns>
    public Task<ControlOutcome> AddAsync(string publicId, string label, CancellationToken cancellationToken) =>
        ChangeAsync(publicId, labels => [.. labels, label], cancellationToken);

    /// <returns>Refused with batch_not_found; a label that it does not have is no reason to.</returns>
    public Task<ControlOutcome> RemoveAsync(string publicId, string label, CancellationToken cancellationToken) =>
        ChangeAsync(publicId, labels => [.. labels.Where(other => !string.Equals(other, label.Trim(), StringComparison.OrdinalIgnoreCase))], cancellationToken);

    private async Task<ControlOutcome> ChangeAsync(
        string publicId, Func<IReadOnlyList<string>, IReadOnlyList<string>> change, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var batch = await db.Batches
            .Include(batch => batch.Labels)
            .Include(batch => batch.Words)
            .AsSplitQuery()
            .SingleOrDefaultAsync(batch => batch.PublicId == publicId, cancellationToken);
        if (batch is null)
            return new ControlRefused("batch_not_found", "There is no such batch; it may have been deleted.");
        var wanted = change([.. batch.Labels.Select(label => label.Label)]);
        if (Labels.FindProblem(wanted) is { } problem)
            return new ControlRefused(problem.Code, problem.Sentence);

        var clean = Labels.Clean(wanted);
        batch.Labels.RemoveAll(label => !clean.Contains(label.Label));
        batch.Labels.AddRange(clean.Except(batch.Labels.Select(label => label.Label)).Select(label => new BatchLabel { Label = label }));
        var words = SearchWords.OfBatch(batch);
        batch.Words.RemoveAll(word => !words.Contains(word.Word));
        batch.Words.AddRange(words.Except(batch.Words.Select(word => word.Word)).Select(word => new BatchWord { Word = word }));
        await db.SaveChangesAsync(cancellationToken);
        return new ControlDone(Items: 0);
    }
}
