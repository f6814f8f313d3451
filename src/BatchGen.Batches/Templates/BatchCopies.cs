using BatchGen.Batches.Data;
using BatchGen.Batches.Nights;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Code.Tasks;
using BatchGen.Engine;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Templates;

/// <summary>Makes submissions out of stored batches: to clone one, or to run what failed with other settings.</summary>
public sealed class BatchCopies(IDbContextFactory<BatchGenDbContext> contexts, DataDirectory directory)
{
    private const int PageItems = 200;

    /// <summary>The settings and items of a batch, whatever its state; null when there is no such batch.</summary>
    public async Task<BatchCopy?> OpenAsync(string batchPublicId, CopiedItems which, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var batch = await db.Batches.AsNoTracking().Include(batch => batch.Labels).SingleOrDefaultAsync(
            batch => batch.PublicId == batchPublicId, cancellationToken);
        if (batch is null)
            return null;

        var settings = StoredJson.ReadSettings(batch.SettingsJson);
        var choice = ChoiceOf(settings.SystemPrompt);
        // A system prompt that is no choice of a submission travels in the items, which is where it would end up anyway.
        var lines = new CopyLines(batch.Endpoint, choice is null ? settings.SystemPrompt : null, settings);
        var input = directory.OpenScratch();
        try
        {
            var items = await WriteAsync(db, batch.Id, which, lines, input, cancellationToken);
            input.Position = 0;
            return new BatchCopy(RequestOf(batch, settings, choice ?? SystemPromptChoice.None, input), items);
        }
        catch
        {
            await input.DisposeAsync();
            throw;
        }
    }

    private static async Task<int> WriteAsync(
        BatchGenDbContext db, long batchId, CopiedItems which, CopyLines lines, Stream input, CancellationToken cancellationToken)
    {
        var wanted = db.Items.Where(item => item.BatchId == batchId && item.RequestJson != "");
        if (which == CopiedItems.Failed)
            wanted = wanted.Where(item => item.State == ItemState.Failed);

        var written = 0;
        for (var after = -1; ;)
        {
            var page = await wanted
                .Where(item => item.Ordinal > after)
                .OrderBy(item => item.Ordinal)
                .Take(PageItems)
                .Select(item => new { item.Ordinal, item.CustomId, item.RequestJson })
                .ToListAsync(cancellationToken);
            if (page.Count == 0)
                return written;
            foreach (var item in page)
            {
                await input.WriteAsync(lines.Write(item.CustomId, StoredJson.ReadRequest(item.RequestJson)), cancellationToken);
                input.WriteByte((byte)'\n');
            }

            written += page.Count;
            after = page[^1].Ordinal;
        }
    }

    private static SubmissionRequest RequestOf(Batch batch, BatchSettings settings, SystemPromptChoice systemPrompt, Stream input) => new()
    {
        Name = batch.Name,
        ModelPath = settings.UnnamedModelPath ?? batch.ModelPath,
        OnOtherModel = settings.OnOtherModel,
        Input = input,
        Format = InputFormat.JsonLines,
        SystemPrompt = systemPrompt,
        Task = settings.Task,
        QualityRetry = settings.QualityRetry,
        Sampling = settings.Sampling,
        MaxTokens = settings.MaxTokens,
        ContextLimitTokens = batch.ContextLimitTokens,
        Engine = settings.Engine ?? EngineChoice.Standard,
        Priority = batch.Priority,
        Hours = BatchHours.Of(batch),
        Labels = [.. batch.Labels.Select(label => label.Label)],
    };

    private static SystemPromptChoice? ChoiceOf(string? systemPrompt)
    {
        foreach (var choice in Enum.GetValues<SystemPromptChoice>())
        {
            if (SystemPrompts.TextOf(choice) == systemPrompt)
                return choice;
        }

        return null;
    }
}

/// <summary>A batch as it could be submitted again. Dispose it after that: its input is a scratch file.</summary>
/// <param name="Request">With the batch's own settings; change what is to be different.</param>
/// <param name="Items">Lines of the input.</param>
public sealed record BatchCopy(SubmissionRequest Request, int Items) : IDisposable
{
    public void Dispose() => Request.Input.Dispose();
}

/// <summary>Which items of a batch are submitted again.</summary>
public enum CopiedItems
{
    /// <summary>All that were requests: a clone.</summary>
    All,

    /// <summary>Those that failed: a retry with other settings.</summary>
    Failed,
}
