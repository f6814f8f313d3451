using BatchGen.Batches.Data;
using BatchGen.Inference.Sentences;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Models;

/// <summary>Tells the audit log what became of model files on this machine.</summary>
public sealed class ModelAudit(IDbContextFactory<BatchGenDbContext> contexts, TimeProvider time)
{
    /// <param name="who">As the audit log names the person.</param>
    /// <param name="file">Its path or name; the name is kept.</param>
    public async Task WriteAsync(string who, string file, Sentence from, Sentence to)
    {
        await using var db = await contexts.CreateDbContextAsync();
        db.Audit.Add(Entry(time.GetUtcNow(), who, file, from, to));
        await db.SaveChangesAsync();
    }

    internal static AuditEntry Entry(DateTimeOffset at, string who, string file, Sentence from, Sentence to) =>
        new() { At = at, Who = who, What = $"model file {Path.GetFileName(file)} on {Environment.MachineName}", From = from, To = to };
}
