using BatchGen.Batches.Data;
using BatchGen.Batches.Queries;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Templates;
using BatchGen.Web.Access;

namespace BatchGen.Web.Pages.NewBatch;

/// <summary>Fills the form from what is stored: a template, or another batch.</summary>
public sealed class FormSources(BatchTemplates templates, BatchCopies copies, BatchQueries batches, DataDirectory data)
{
    /// <returns>The template's name; null when there is none of that id that this caller may see.</returns>
    public async Task<string?> TakeTemplateAsync(NewBatchForm form, long id, Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(caller);
        if (await templates.GetAsync(id, cancellationToken) is not { } template || !caller.MaySee(template.Summary.OwnerId))
            return null;
        form.Take(template.Settings);
        await using var input = await templates.OpenInputAsync(id, cancellationToken);
        if (input is not null)
            form.Files = [await StoreAsync(NameOf(template.Summary.Name, template.Settings.Format), input, cancellationToken)];
        return template.Summary.Name;
    }

    /// <returns>How many items were taken; null when there is no such batch that this caller may see.</returns>
    public async Task<int?> TakeBatchAsync(NewBatchForm form, string batchPublicId, CopiedItems which, Caller caller, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(caller);
        if (await batches.GetOwnerAsync(batchPublicId, cancellationToken) is not { } owner || !caller.MaySee(owner.UserId))
            return null;
        // Not on the page's own thread: SQLite's calls end before they return, and nothing would be drawn nor a stop heard.
        using var copy = await Task.Run(() => copies.OpenAsync(batchPublicId, which, cancellationToken), cancellationToken);
        if (copy is null)
            return null;
        var file = await Task.Run(() => StoreAsync($"{batchPublicId}.jsonl", copy.Request.Input, cancellationToken), cancellationToken);
        form.Take(copy.Request);
        form.Files = [file];
        return copy.Items;
    }

    /// <summary>The form knows an input's format by its name.</summary>
    private static string NameOf(string template, InputFormat format) => format switch
    {
        InputFormat.Zip => $"{template}.zip",
        InputFormat.Csv => $"{template}.csv",
        InputFormat.JsonLines => $"{template}.jsonl",
        // Several files are kept as one ZIP.
        InputFormat.Text or InputFormat.Detect or InputFormat.Files => $"{template}.txt",
    };

    private async Task<StoredUpload> StoreAsync(string name, Stream input, CancellationToken cancellationToken)
    {
        var path = data.NewScratchFile();
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await input.CopyToAsync(file, cancellationToken);
            return new StoredUpload(name, path, file.Length);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }
}
