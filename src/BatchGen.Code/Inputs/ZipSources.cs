using System.IO.Compression;
using System.IO.Hashing;

namespace BatchGen.Code.Inputs;

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

/// <summary>What an entry of an archive must be: a plain file or folder below the archive's root, whole and readable.</summary>
internal static class ZipEntryRules
{
    /// <summary>stat's file type in the upper half of the attributes, written by Unix tools; 0 from tools that know none.</summary>
    private const int TypeMask = 0xF000;
    private const int PlainFile = 0x8000;
    private const int Folder = 0x4000;

    /// <returns>Null for a folder.</returns>
    public static SafePath? PathOf(ZipArchiveEntry entry)
    {
        string name = entry.FullName;
        bool isFolder = name.EndsWith('/') || name.EndsWith('\\');
        if (SafePath.TryParse(isFolder ? name[..^1] : name, out SafePath? path, out PathProblem? problem))
            return isFolder ? null : path;
        // Some tools store the root itself as "./".
        if (isFolder && problem.Code == "path_empty" && name.Length > 1)
            return null;
        throw new InputException(problem.Code, $"{problem.Sentence} The archive was not unpacked.");
    }

    /// <summary>A link's content is the path it points to. It is never followed and never an item.</summary>
    public static bool IsLink(ZipArchiveEntry entry) =>
        ((entry.ExternalAttributes >> 16) & TypeMask) is not (0 or PlainFile or Folder);

    public static void ThrowIfEncrypted(ZipArchiveEntry entry, SafePath path)
    {
        if (entry.IsEncrypted)
            throw new InputException("zip_encrypted", $"\"{path}\" is encrypted; pack the files without a password.");
    }

    public static void ThrowIfDamaged(ZipArchiveEntry entry, SafePath path, byte[] bytes)
    {
        if (bytes.LongLength != entry.Length || Crc32.HashToUInt32(bytes) != entry.Crc32)
            throw new InputException("zip_entry_damaged", $"\"{path}\" does not match its checksum; pack the files again.");
    }
}
