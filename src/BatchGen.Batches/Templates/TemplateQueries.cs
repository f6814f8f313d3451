using BatchGen.Batches.Data;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Templates;

/// <summary>Reads templates together with who has them and what submits them.</summary>
public sealed class TemplateQueries(IDbContextFactory<BatchGenDbContext> contexts)
{
    /// <summary>By name.</summary>
    /// <param name="ownerId">Only this user's; null lists everybody's.</param>
    /// <param name="search">A part of the name, in any case; null lists all.</param>
    public async Task<IReadOnlyList<TemplateOverview>> ListAsync(long? ownerId, string? search, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var all = await ReadAsync(db, db.Templates.Where(template => ownerId == null || template.OwnerId == ownerId), cancellationToken);
        // Here and not in the database: the two databases do not fold the same letters, and people have few templates.
        return search is null ? all : [.. all.Where(template => template.Summary.Name.Contains(search, StringComparison.CurrentCultureIgnoreCase))];
    }

    /// <summary>Null when there is none of that id.</summary>
    public async Task<TemplateOverview?> GetAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await ReadAsync(db, db.Templates.Where(template => template.Id == id), cancellationToken)).SingleOrDefault();
    }

    private static async Task<List<TemplateOverview>> ReadAsync(BatchGenDbContext db, IQueryable<BatchTemplate> wanted, CancellationToken cancellationToken)
    {
        var rows = await wanted.OrderBy(template => template.Name)
            .Select(template => new
            {
                Template = template,
                Owner = db.Users.Where(user => user.Id == template.OwnerId).Select(user => user.UserName).SingleOrDefault(),
            })
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var uses = await db.Schedules
            .Where(schedule => wanted.Any(template => template.Id == schedule.TemplateId))
            .OrderBy(schedule => schedule.Name)
            .Select(schedule => new { schedule.TemplateId, Use = new TemplateUse(schedule.Id, schedule.Name, schedule.OwnerId) })
            .ToListAsync(cancellationToken);
        var usesOf = uses.ToLookup(use => use.TemplateId, use => use.Use);
        return rows.ConvertAll(row => new TemplateOverview(
            TemplateSummary.Of(row.Template), SettingsJson.Read(row.Template.SettingsJson), row.Owner, row.Template.LastUsedAt, [.. usesOf[row.Template.Id]]));
    }
}
