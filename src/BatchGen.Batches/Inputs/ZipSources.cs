using System.IO.Compression;

namespace BatchGen.Batches.Inputs;

/// <summary>
/// The files of a ZIP, one item each. Nothing is written to disk; a path that would leave its folder refuses the
/// whole archive, since no honest tool makes one (CVE-2024-45436).
/// </summary>
public static class ZipSources
{
    /// <param name="archive">Seekable: a ZIP's directory stands at its end. Left open.</param>
    /// <exception cref="InputException">The archive cannot be used; the message names the entry.</exception>
    public static async Task<SourceSet> ReadAsync(
        Stream archive,
        IgnoreRules ignore,
        InputOptions limits,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(limits);
        ThrowIfTooLarge(archive, limits);
        try
        {
            await using ZipArchive zip = await ZipArchive.CreateAsync(
                archive, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
            ThrowIfTooMany(zip, limits);
            return await ReadEntriesAsync(zip, new SourceCollector(ignore), new ReadingGuard(limits), cancellationToken);
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw new InputException("zip_unreadable", "The file is not a ZIP archive, or it is damaged; pack the files again.", failure);
        }
    }

    private static async Task<SourceSet> ReadEntriesAsync(
        ZipArchive zip,
        SourceCollector collector,
        ReadingGuard guard,
        CancellationToken cancellationToken)
    {
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            SafePath? path = ZipEntryRules.PathOf(entry);
            if (path is null || !collector.Wants(path))
                continue;
            if (ZipEntryRules.IsLink(entry))
            {
                collector.Skip(path, SkipReason.Link);
                continue;
            }

            ZipEntryRules.ThrowIfEncrypted(entry, path);
            await using Stream content = await entry.OpenAsync(cancellationToken);
            byte[] bytes = await guard.ReadAsync(path.Value, content, entry.CompressedLength, cancellationToken);
            ZipEntryRules.ThrowIfDamaged(entry, path, bytes);
            collector.Add(path, bytes);
        }

        return collector.Finish();
    }

    private static void ThrowIfTooLarge(Stream archive, InputOptions limits)
    {
        if (archive.Length > limits.MaxArchiveBytes)
            throw new InputException("zip_too_large", $"The archive has {archive.Length:N0} bytes; at most {limits.MaxArchiveBytes:N0} are taken (Inputs:MaxArchiveBytes).");
    }

    private static void ThrowIfTooMany(ZipArchive zip, InputOptions limits)
    {
        if (zip.Entries.Count > limits.MaxEntries)
            throw new InputException("input_too_many_files", $"The archive has {zip.Entries.Count} entries; at most {limits.MaxEntries} are taken (Inputs:MaxEntries). Leave out folders such as node_modules when packing.");
    }
}
