using BatchGen.Batches.Data;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Models;

/// <summary>Model files outside the models folder that this machine offers too.</summary>
public sealed class ModelRegistry(IDbContextFactory<BatchGenDbContext> contexts, NodeIdentity node, TimeProvider time) : IDisposable
{
    // Only this process changes this machine's list; two requests at once must not both find the path absent, or both present.
    private readonly SemaphoreSlim _change = new(1);
    private volatile IReadOnlyList<string> _paths = [];

    /// <summary>In the order they were added. Answered from memory.</summary>
    public IReadOnlyList<string> Paths => _paths;

    private string Machine => node.Name;

    /// <summary>Reads what was registered before this process began.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        _paths = await db.RegisteredModels
            .Where(model => model.MachineName == Machine)
            .OrderBy(model => model.Id)
            .Select(model => model.Path)
            .ToListAsync(cancellationToken);
    }

    /// <returns>Null when it was added; else why not.</returns>
    public async Task<ModelRefusal?> AddAsync(string path, string who, CancellationToken cancellationToken)
    {
        // No path holds a zero, and the file system's own words for that are no sentence.
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0') || !Path.IsPathFullyQualified(path.Trim()))
            return new ModelRefusal("model_path_not_absolute", $"'{path}' is no full path. Write the file's path from the top, e.g. /models/codegeex4.gguf.");
        var full = Path.GetFullPath(path.Trim());
        if (full.Length > RegisteredModel.MaxPathLength)
            return new ModelRefusal(
                "model_path_too_long",
                $"The path has {full.Length} characters; up to {RegisteredModel.MaxPathLength} are kept. Move the file, or link to it from a shorter path.");
        if (!File.Exists(full))
            return new ModelRefusal("model_not_found", $"There is no file at {full}. Copy the model there first.");
        return Judge(full) ?? await ChangeAsync(() => StoreAsync(full, who, cancellationToken), cancellationToken);
    }

    /// <summary>Forgets the path; the file stays where it is.</summary>
    public Task RemoveAsync(string path, string who, CancellationToken cancellationToken) =>
        ChangeAsync(() => ForgetAsync(path, who, cancellationToken), cancellationToken);

    public void Dispose() => _change.Dispose();

    private async Task<ModelRefusal?> ChangeAsync(Func<Task<ModelRefusal?>> change, CancellationToken cancellationToken)
    {
        await _change.WaitAsync(cancellationToken);
        try
        {
            return await change();
        }
        finally
        {
            _change.Release();
        }
    }

    private async Task<ModelRefusal?> ForgetAsync(string path, string who, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.RegisteredModels.SingleOrDefaultAsync(model => model.MachineName == Machine && model.Path == path, cancellationToken);
        if (row is null)
            return null;
        db.RegisteredModels.Remove(row);
        db.Audit.Add(Entry(who, "registered", "not registered", path));
        await db.SaveChangesAsync(cancellationToken);
        await LoadAsync(cancellationToken);
        return null;
    }

    /// <summary>The header's own judge, before anybody chooses the file.</summary>
    private static ModelRefusal? Judge(string path)
    {
        try
        {
            GgufSafety.CheckForLoad(GgufFile.Read(path));
            return null;
        }
        catch (GgufException refusal)
        {
            return new ModelRefusal(refusal.Code, $"{path} cannot be used. {refusal.Message}");
        }
    }

    private async Task<ModelRefusal?> StoreAsync(string path, string who, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.RegisteredModels.AnyAsync(model => model.MachineName == Machine && model.Path == path, cancellationToken))
            return new ModelRefusal("model_already_registered", $"{path} is registered already.");
        db.RegisteredModels.Add(new RegisteredModel { MachineName = Machine, Path = path, AddedAt = time.GetUtcNow() });
        db.Audit.Add(Entry(who, "not registered", "registered", path));
        await db.SaveChangesAsync(cancellationToken);
        await LoadAsync(cancellationToken);
        return null;
    }

    private AuditEntry Entry(string who, Sentence from, Sentence to, string path) => ModelAudit.Entry(time.GetUtcNow(), who, Machine, path, from, to);
}

/// <summary>Why a file is not taken as a model: a stable code and a sentence.</summary>
public sealed record ModelRefusal(string Code, Sentence Sentence)
{
    /// <summary>The sentence in English.</summary>
    public string Message => Sentence.ToString();
}

/// <summary>Tells the audit log what became of model files on this machine.</summary>
public sealed class ModelAudit(IDbContextFactory<BatchGenDbContext> contexts, NodeIdentity node, TimeProvider time)
{
    /// <param name="who">As the audit log names the person.</param>
    /// <param name="file">Its path or name; the name is kept.</param>
    public async Task WriteAsync(string who, string file, Sentence from, Sentence to)
    {
        await using var db = await contexts.CreateDbContextAsync();
        db.Audit.Add(Entry(time.GetUtcNow(), who, node.Name, file, from, to));
        await db.SaveChangesAsync();
    }

    internal static AuditEntry Entry(DateTimeOffset at, string who, string node, string file, Sentence from, Sentence to) =>
        new() { At = at, Who = who, What = $"model file {Path.GetFileName(file)} on {node}", From = from, To = to };
}
