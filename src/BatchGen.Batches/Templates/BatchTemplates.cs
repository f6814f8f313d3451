using BatchGen.Batches.Data;
using BatchGen.Batches.Models;
using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BatchGen.Batches.Templates;

/// <summary>Settings, with or without an input, that people saved to submit them again.</summary>
public sealed class BatchTemplates(
    IDbContextFactory<BatchGenDbContext> contexts, ModelNames models, IOptionsMonitor<SubmissionOptions> options, TimeProvider time)
{
    private const int MaxNameLength = 200;

    private static readonly TemplateRefused NotFound = new("template_not_found", "There is no such template; it may have been deleted.");

    private readonly ChangeListeners _listeners = new();

    /// <summary>Calls back on any thread after a template was saved, renamed, used or deleted. Dispose to stop.</summary>
    public IDisposable Subscribe(Action onChange) => _listeners.Add(onChange);

    /// <summary>By name.</summary>
    /// <param name="ownerId">Only this user's; null lists everybody's.</param>
    public async Task<IReadOnlyList<TemplateSummary>> ListAsync(long? ownerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Templates
            .Where(template => ownerId == null || template.OwnerId == ownerId)
            .OrderBy(template => template.Name)
            .Select(template => new TemplateSummary(template.Id, template.Name, template.InputBytes, template.ChangedAt, template.ChangedBy, template.OwnerId))
            .ToListAsync(cancellationToken);
    }

    /// <summary>On the model that its choice means today. Null when there is none of that id.</summary>
    public async Task<SavedTemplate?> GetAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var template = await db.Templates.AsNoTracking().SingleOrDefaultAsync(template => template.Id == id, cancellationToken);
        if (template is null)
            return null;
        var settings = SettingsJson.Read(template.SettingsJson);
        var names = await models.ReadAsync(cancellationToken);
        return new SavedTemplate(TemplateSummary.Of(template), settings with { ModelPath = names.PathToday(settings.ModelPath, settings.ModelAlias) });
    }

    /// <summary>The saved input; null when there is no such template or it has none. The caller disposes it.</summary>
    public async Task<Stream?> OpenInputAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var content = await db.TemplateInputs
            .Where(input => input.TemplateId == id)
            .Select(input => input.Content)
            .SingleOrDefaultAsync(cancellationToken);
        return content is null ? null : new MemoryStream(content, writable: false);
    }

    /// <returns>Refused with template_name_invalid, template_name_taken or template_input_too_large.</returns>
    public Task<TemplateOutcome> SaveAsync(TemplateDraft draft, Author who, CancellationToken cancellationToken) =>
        StoreAsync(id: null, draft, who, cancellationToken);

    /// <summary>The same over an existing one; schedules that use it use it as it is from then on.</summary>
    /// <returns>Refused as <see cref="SaveAsync"/>, and with template_not_found.</returns>
    public Task<TemplateOutcome> ReplaceAsync(long id, TemplateDraft draft, Author who, CancellationToken cancellationToken) =>
        StoreAsync(id, draft, who, cancellationToken);

    /// <summary>Schedules that use it go on using it.</summary>
    /// <returns>Refused with template_not_found, template_name_invalid or template_name_taken.</returns>
    public async Task<TemplateOutcome> RenameAsync(long id, string name, Author who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(who);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Templates.SingleOrDefaultAsync(template => template.Id == id, cancellationToken) is not { } template)
            return NotFound;
        name = StoredText.Clean(name).Trim();
        if (await RefusalOfAsync(db, name, template.OwnerId, id, cancellationToken) is { } refusal)
            return refusal;
        template.Name = name;
        template.ChangedAt = time.GetUtcNow();
        template.ChangedBy = who.Name;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _listeners.Announce();
        return new TemplateSaved(id);
    }

    /// <summary>The same settings and input under the next free name, as a template of whoever asks.</summary>
    /// <returns>Refused as <see cref="SaveAsync"/>, and with template_not_found.</returns>
    public async Task<TemplateOutcome> DuplicateAsync(long id, Author who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(who);
        if (await GetAsync(id, cancellationToken) is not { } original)
            return NotFound;
        var taken = (await ListAsync(who.UserId, cancellationToken)).Select(other => other.Name).Append(original.Summary.Name);
        await using var input = await OpenInputAsync(id, cancellationToken);
        return await SaveAsync(new TemplateDraft(FreeName.Of(original.Summary.Name, taken), original.Settings, input), who, cancellationToken);
    }

    /// <summary>Called when a batch was submitted from it; nothing happens when it is gone meanwhile.</summary>
    public async Task MarkUsedAsync(long id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Templates.Where(template => template.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(template => template.LastUsedAt, now), cancellationToken);
        _listeners.Announce();
    }

    /// <returns>Refused with template_not_found or template_in_use.</returns>
    public async Task<TemplateOutcome> DeleteAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // No schedule may come to use it between the look and the deletion.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var schedule = await db.Schedules.Where(schedule => schedule.TemplateId == id).Select(schedule => schedule.Name).FirstOrDefaultAsync(cancellationToken);
        if (schedule is not null)
            return new TemplateRefused(
                "template_in_use", $"The schedule '{schedule}' submits this template. Give the schedule another one, or delete it first.");
        if (await db.Templates.Where(template => template.Id == id).ExecuteDeleteAsync(cancellationToken) == 0)
            return NotFound;
        await transaction.CommitAsync(cancellationToken);
        _listeners.Announce();
        return new TemplateDeleted();
    }

    private async Task<TemplateOutcome> StoreAsync(long? id, TemplateDraft draft, Author who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (draft.Settings.Format is not InputFormat.Files)
            return await StoreOneInputAsync(id, draft, who, cancellationToken);
        await using var packed = draft.Settings.Files.Count == 0 ? null : await PackedFiles.PackAsync(draft.Settings.Files, cancellationToken);
        return await StoreOneInputAsync(id, draft with { Settings = draft.Settings with { Format = InputFormat.Zip }, Input = packed }, who, cancellationToken);
    }

    private async Task<TemplateOutcome> StoreOneInputAsync(long? id, TemplateDraft draft, Author who, CancellationToken cancellationToken)
    {
        var name = StoredText.Clean(draft.Name).Trim();
        var content = draft.Input is null ? null : await ReadAsync(draft.Input, cancellationToken);
        if (content?.Length > options.CurrentValue.MaxFileBytes)
            return new TemplateRefused(
                "template_input_too_large",
                $"The input is larger than {options.CurrentValue.MaxFileBytes:N0} bytes (Submission:MaxFileBytes). Save a smaller one, or settings only.");

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var owner = id is null
            ? who.UserId
            : await db.Templates.Where(template => template.Id == id).Select(template => template.OwnerId).SingleOrDefaultAsync(cancellationToken);
        if (await RefusalOfAsync(db, name, owner, id, cancellationToken) is { } refusal)
            return refusal;
        var template = id is null
            ? db.Templates.Add(new BatchTemplate { Name = name, SettingsJson = "", ChangedBy = who.Name, OwnerId = who.UserId }).Entity
            : await db.Templates.Include(template => template.Input).SingleOrDefaultAsync(template => template.Id == id, cancellationToken);
        if (template is null)
            return NotFound;

        template.Name = name;
        template.SettingsJson = SettingsJson.Write(draft.Settings with { Submitter = null, Order = null });
        template.InputBytes = content?.Length;
        template.Input = content is null ? null : new TemplateInput { Content = content };
        template.ChangedAt = time.GetUtcNow();
        template.ChangedBy = who.Name;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _listeners.Announce();
        return new TemplateSaved(template.Id);
    }

    /// <summary>Null when a template of this owner may have the name.</summary>
    private static async Task<TemplateRefused?> RefusalOfAsync(BatchGenDbContext db, string name, long? ownerId, long? id, CancellationToken cancellationToken)
    {
        if (name.Length is 0 or > MaxNameLength)
            return new TemplateRefused("template_name_invalid", $"A template's name has 1 to {MaxNameLength} characters; this one has {name.Length}.");
        return await db.Templates.AnyAsync(other => other.Name == name && other.OwnerId == ownerId && other.Id != id, cancellationToken)
            ? new TemplateRefused("template_name_taken", $"There is a template called '{name}' already. Choose another name, or replace that one.")
            : null;
    }

    /// <summary>At most one byte more than is allowed: enough to know that it is too much.</summary>
    private async Task<byte[]> ReadAsync(Stream input, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (content.Length <= options.CurrentValue.MaxFileBytes)
        {
            var read = await input.ReadAsync(buffer, cancellationToken);
            if (read == 0)
                break;
            content.Write(buffer, 0, read);
        }

        return content.ToArray();
    }
}
