using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace BatchGen.Batches.Data;

/// <summary>
/// The keys of cookies and of webhooks' secrets where several machines share a database: what one signs or encrypts the others must read.
/// Those that a machine had before it shared one come with it.
/// </summary>
internal sealed class DatabaseKeys(IDbContextFactory<BatchGenDbContext> contexts, FileSystemXmlRepository before) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = contexts.CreateDbContext();
        if (!db.ProtectionKeys.Any())
            BringAlong(db);
        return [.. db.ProtectionKeys.AsNoTracking().OrderBy(key => key.Id).Select(key => key.Xml).AsEnumerable().Select(xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var db = contexts.CreateDbContext();
        db.ProtectionKeys.Add(new ProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }

    private void BringAlong(BatchGenDbContext db)
    {
        foreach (var element in before.GetAllElements())
        {
            var name = element.Attribute("id")?.Value ?? Guid.NewGuid().ToString("N");
            db.ProtectionKeys.Add(new ProtectionKey { Name = name, Xml = element.ToString(SaveOptions.DisableFormatting) });
        }

        try
        {
            db.SaveChanges();
        }
        catch (DbUpdateException)
        {
            // Another machine brought the same at the same moment.
            db.ChangeTracker.Clear();
        }
    }
}
