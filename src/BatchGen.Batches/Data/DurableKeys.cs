using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging;

namespace BatchGen.Batches.Data;

/// <summary>
/// The keys of sessions and of webhooks' secrets, forced to disk when they are made: what the database keeps encrypted by a key that a power cut
/// took could never be read again.
/// </summary>
internal sealed class DurableKeys(DirectoryInfo folder, ILoggerFactory log) : FileSystemXmlRepository(folder, log)
{
    public override void StoreElement(XElement element, string friendlyName)
    {
        base.StoreElement(element, friendlyName);
        // A few, and a new one every three months; which of them is new only the repository knows.
        foreach (var file in Directory.EnumerateFiles())
        {
            using var stream = file.Open(FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            stream.Flush(flushToDisk: true);
        }

        DirectorySync.Flush(Directory.FullName);
    }
}
