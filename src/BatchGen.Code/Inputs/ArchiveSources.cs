using System.IO.Hashing;

namespace BatchGen.Code.Inputs;

/// <summary>
/// The files of an archive, one item each. Nothing is written to disk. An entry's fault is the entry's, and is said; what no
/// honest tool makes (a path that leaves its folder, CVE-2024-45436; entries over one another; bombs) refuses the whole.
/// </summary>
public static class ArchiveSources
{
    /// <param name="archive">Seekable: a ZIP's directory stands at its end. Left open.</param>
    /// <param name="names">The encoding of names that do not say theirs; null finds it out from all of them together.</param>
    /// <exception cref="InputException">The archive cannot be used; the message names the entry.</exception>
    public static async Task<SourceSet> ReadAsync(
        Stream archive,
        IgnoreRules ignore,
        InputOptions limits,
        CancellationToken cancellationToken,
        SourceEncoding? names = null)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(limits);
        if (archive.Length > limits.MaxArchiveBytes)
            throw new InputException(
                "zip_too_large", $"The archive has {archive.Length:N0} bytes; at most {limits.MaxArchiveBytes:N0} are taken (Inputs:MaxArchiveBytes).");
        var container = ArchiveContainer.Open(archive);
        var claims = new ClaimRules(archive.Length, limits);
        var members = container.List(claims.Judge);
        var entries = EntryNames.Of(members, names);
        var collector = new SourceCollector(ignore) { NameEncoding = entries.Encoding };
        SafePath?[] wanted = [.. members.Select((member, at) => PathOf(member, entries.Paths[at], collector.At(at)))];
        var guard = new ReadingGuard(limits);
        var texts = new byte[]?[members.Count];
        await container.ReadAsync(members, at => wanted[at] is not null, async (at, content) =>
            texts[at] = await ReadAsync(members[at], wanted[at]!, content, guard, archive.Length, cancellationToken));
        for (var at = 0; at < members.Count; at++)
        {
            if (wanted[at] is { } path)
                collector.At(at).Add(path, texts[at] ?? []);
        }

        return collector.Finish();
    }

    /// <returns>Where the member's text goes; null when it is not wanted, which the collector has been told.</returns>
    private static SafePath? PathOf(ArchiveMember member, EntryPath entry, SourceCollector collector)
    {
        if (member.Kind == MemberKind.Folder)
            return null;
        if (entry.Skip is { } reason)
        {
            collector.Skip(entry.Path, reason);
            return null;
        }

        if (collector.Wants(entry.Path, entry.Original, entry.Renamed) is not { } path)
            return null;
        if (member.Kind == MemberKind.Link)
        {
            collector.Skip(path, SkipReason.Link);
            return null;
        }

        if (member.IsEncrypted)
            throw new InputException("zip_encrypted", $"\"{path}\" is encrypted; pack the files without a password.");
        return path;
    }

    private static async Task<byte[]> ReadAsync(
        ArchiveMember member, SafePath path, Stream content, ReadingGuard guard, long archiveBytes, CancellationToken cancellationToken)
    {
        byte[] bytes;
        try
        {
            bytes = await guard.ReadAsync(path.Value, content, member.PackedBytes > 0 ? member.PackedBytes : archiveBytes, member.Bytes, cancellationToken);
        }
        catch (Exception failure) when (ArchiveContainer.IsOfDamage(failure))
        {
            throw new InputException("zip_entry_damaged", $"\"{path}\" cannot be unpacked: it is damaged or cut off; pack the files again.", failure);
        }

        // A lone packed file does not know its size.
        var isWhole = bytes.LongLength == member.Bytes || (member.Bytes == 0 && member.Crc is null);
        if (!isWhole || (member.Crc is { } crc && Crc32.HashToUInt32(bytes) != crc))
            throw new InputException("zip_entry_damaged", $"\"{path}\" does not match its checksum; pack the files again.");
        return bytes;
    }
}

/// <summary>What the entries of an archive may claim together; judged while they are listed, before anything is unpacked.</summary>
internal sealed class ClaimRules(long archiveBytes, InputOptions limits)
{
    /// <summary>Ignored entries count here too, since a packed tar is unpacked to get past them.</summary>
    private const int MostOfTotal = 16;

    private int _entries;
    private long _packed;
    private long _unpacked;

    /// <exception cref="InputException">input_too_many_files, zip_entries_overlap, zip_ratio_too_high or input_total_too_large.</exception>
    public void Judge(ArchiveMember member)
    {
        var name = PathRules.Shown(member.Name.Text);
        _packed += member.PackedBytes;
        _unpacked += member.Bytes;
        if (++_entries > limits.MaxEntries)
            throw new InputException(
                "input_too_many_files",
                $"The archive has more than {limits.MaxEntries} entries (Inputs:MaxEntries). Leave out folders such as node_modules when packing.");
        if (_packed > archiveBytes)
            throw new InputException("zip_entries_overlap", $"The entries of the archive take more bytes than it has, from \"{name}\" on: they lie over one another, as in a ZIP bomb. Pack the files again.");
        if (_unpacked > limits.RatioFreeBytes && _unpacked / Math.Max(archiveBytes, 1) >= limits.MaxRatio)
            throw new InputException(
                "zip_ratio_too_high",
                $"\"{name}\" unpacks to more than {limits.MaxRatio} times its packed size, as a ZIP bomb does; leave it out with an ignore pattern.");
        if (_unpacked > limits.MaxTotalBytes * MostOfTotal)
            throw new InputException("input_total_too_large", $"The files are larger than {limits.MaxTotalBytes * MostOfTotal:N0} bytes together, those that are ignored included, reached at \"{name}\"; leave out what need not be read when packing.");
    }
}
