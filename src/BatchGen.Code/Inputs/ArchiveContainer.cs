using System.Text;
using SharpCompress.Archives;
using SharpCompress.Archives.SevenZip;
using SharpCompress.Archives.Zip;
using SharpCompress.Common;
using SharpCompress.Readers;

namespace BatchGen.Code.Inputs;

/// <summary>
/// An archive of any form that is read: ZIP, 7z, and tar, plain or packed. What it holds is listed first, so that names can be
/// judged together; then what is wanted is read in the archive's own order. Whatever a library throws at damaged bytes is one refusal.
/// </summary>
internal abstract class ArchiveContainer(Stream archive)
{
    private static readonly (byte[] Start, int At, Func<Stream, ArchiveContainer> Open)[] Forms =
    [
        ([.. "7z"u8, 0xBC, 0xAF, 0x27, 0x1C], 0, stream => new SevenZipContainer(stream)),
        ([0x1F, 0x8B], 0, stream => new TarContainer(stream)),
        ([.. "BZh"u8], 0, stream => new TarContainer(stream)),
        ([0xFD, .. "7zXZ"u8, 0], 0, stream => new TarContainer(stream)),
        ([0x28, 0xB5, 0x2F, 0xFD], 0, stream => new TarContainer(stream)),
        ([.. "ustar"u8], 257, stream => new TarContainer(stream)),
        ([.. "Rar!"u8], 0, _ => throw new InputException(
            "zip_unreadable", "The file is a RAR archive, which is not read here; pack the files as ZIP, 7z or tar.gz.")),
    ];

    protected Stream Archive { get; } = archive;

    /// <summary>By its first bytes, whatever its name says; what is no other form is taken for a ZIP.</summary>
    public static ArchiveContainer Open(Stream archive)
    {
        var start = new byte[512];
        archive.Position = 0;
        var read = archive.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> bytes = start.AsSpan(0, read);
        foreach ((var mark, var at, var open) in Forms)
        {
            if (bytes.Length >= at + mark.Length && bytes[at..].StartsWith(mark))
                return open(archive);
        }

        return new ZipContainer(archive);
    }

    /// <exception cref="InputException">zip_unreadable or zip_encrypted.</exception>
    public IReadOnlyList<ArchiveMember> List(Action<ArchiveMember> judge) => Guarded(() =>
    {
        var members = new List<ArchiveMember>();
        foreach (var member in Enumerate())
        {
            judge(member);
            members.Add(member);
        }

        return members;
    });

    /// <summary>Opens what is wanted, one after the other; each stream is good until the next is asked for.</summary>
    /// <param name="members">As <see cref="List"/> gave them.</param>
    /// <param name="take">Called with the place in <paramref name="members"/>.</param>
    public Task ReadAsync(IReadOnlyList<ArchiveMember> members, Func<int, bool> wants, Func<int, Stream, Task> take) =>
        GuardedAsync(() => WalkAsync(members, wants, take));

    protected abstract IEnumerable<ArchiveMember> Enumerate();

    protected abstract Task WalkAsync(IReadOnlyList<ArchiveMember> members, Func<int, bool> wants, Func<int, Stream, Task> take);

    protected static ArchiveMember MemberOf(IEntry entry, RawName name, int? attributes) => new(
        name,
        IsFolder(entry, name) ? MemberKind.Folder : !string.IsNullOrEmpty(entry.LinkTarget) || IsLink(attributes) ? MemberKind.Link : MemberKind.File,
        entry.IsEncrypted,
        Math.Max(entry.CompressedSize, 0),
        Math.Max(entry.Size, 0),
        Crc: null);

    /// <summary>A backslash at the end of a raw name may be half of a character of Shift-JIS or Big5.</summary>
    private static bool IsFolder(IEntry entry, RawName name) => entry.IsDirectory || name.Text.EndsWith('/') || (!name.IsRaw && name.Text.EndsWith('\\'));

    /// <summary>stat's file type in the upper half of the attributes, written by Unix tools; 0 from tools that know none.</summary>
    private static bool IsLink(int? attributes) => (((attributes ?? 0) >> 16) & 0xF000) is not (0 or 0x8000 or 0x4000);

    private static TResult Guarded<TResult>(Func<TResult> work)
    {
        try
        {
            return work();
        }
        catch (Exception failure) when (IsOfDamage(failure))
        {
            throw Refusal(failure);
        }
    }

    private static async Task GuardedAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception failure) when (IsOfDamage(failure))
        {
            throw Refusal(failure);
        }
    }

    /// <summary>Libraries of this kind index and cast by what damaged headers say, so that anything may be thrown.</summary>
    public static bool IsOfDamage(Exception failure) => failure is not (InputException or OperationCanceledException);

    private static InputException Refusal(Exception failure) => failure is CryptographicException
        ? new InputException("zip_encrypted", "The archive is encrypted; pack the files without a password.", failure)
        : new InputException(
            "zip_unreadable",
            "The file is not an archive that is read here (ZIP, 7z, tar, tar.gz), or it is damaged or cut off; pack the files again.",
            failure);
}

/// <summary>What an archive says of one of its entries: its maker's claim, all of it.</summary>
/// <param name="PackedBytes">0 where the form does not say.</param>
/// <param name="Bytes">Unpacked.</param>
/// <param name="Crc">CRC-32 of the content; null where the form has none, or checks it itself.</param>
internal sealed record ArchiveMember(RawName Name, MemberKind Kind, bool IsEncrypted, long PackedBytes, long Bytes, uint? Crc);

internal enum MemberKind
{
    File,
    Folder,
    Link,
}

/// <summary>A name as it stands in an archive: text where its encoding is said, else with <see cref="RawBytes"/> in it.</summary>
internal sealed record RawName(string Text)
{
    public bool IsRaw => Text.Any(RawBytes.IsRaw);

    public byte[] Bytes => RawBytes.Instance.GetBytes(Text);
}

/// <summary>Keeps bytes beyond ASCII as characters of a private row, so that nothing is lost until it is known what they mean.</summary>
internal sealed class RawBytes : Encoding
{
    private const char Row = '\uF700';

    public static RawBytes Instance { get; } = new();

    public static bool IsRaw(char character) => character is >= '\uF780' and <= '\uF7FF';

    public override int GetByteCount(char[] chars, int index, int count) => count;

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)
    {
        for (var at = 0; at < charCount; at++)
            bytes[byteIndex + at] = (byte)chars[charIndex + at];
        return charCount;
    }

    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        for (var at = 0; at < byteCount; at++)
            chars[charIndex + at] = bytes[byteIndex + at] is var value && value >= 0x80 ? (char)(Row | value) : (char)value;
        return byteCount;
    }

    public override int GetMaxByteCount(int charCount) => charCount;

    public override int GetMaxCharCount(int byteCount) => byteCount;
}

/// <summary>ZIP: the directory at its end says which names are UTF-8; the others are bytes of a code page that nobody names.</summary>
internal sealed class ZipContainer(Stream archive) : ArchiveContainer(archive)
{
    private ICollection<ZipArchiveEntry>? _entries;

    protected override IEnumerable<ArchiveMember> Enumerate()
    {
        foreach (var entry in Entries())
            yield return MemberOf(entry, new RawName(entry.Key ?? ""), entry.Attrib) with { Crc = unchecked((uint)entry.Crc) };
    }

    protected override async Task WalkAsync(IReadOnlyList<ArchiveMember> members, Func<int, bool> wants, Func<int, Stream, Task> take)
    {
        var at = -1;
        foreach (var entry in Entries())
        {
            if (!wants(++at))
                continue;
            await using var content = Open(entry, members[at]);
            await take(at, content);
        }
    }

    private IEnumerable<ZipArchiveEntry> Entries()
    {
        Archive.Position = 0;
        var options = new ReaderOptions { LeaveStreamOpen = true, ArchiveEncoding = new ArchiveEncoding { Default = RawBytes.Instance } };
        _entries ??= [.. ZipArchive.OpenArchive(Archive, options).Entries.Cast<ZipArchiveEntry>()];
        return _entries;
    }

    private static Stream Open(ZipArchiveEntry entry, ArchiveMember member)
    {
        try
        {
            return entry.OpenEntryStream();
        }
        catch (NotSupportedException failure)
        {
            throw new InputException("zip_method_unsupported", $"\"{PathRules.Shown(member.Name.Text)}\" is packed in a way that is not read here ({failure.Message}); pack the files again, with the usual settings.", failure);
        }
    }
}

/// <summary>7z: names are UTF-16; files are packed together, so only one pass in their order is cheap.</summary>
internal sealed class SevenZipContainer(Stream archive) : ArchiveContainer(archive)
{
    protected override IEnumerable<ArchiveMember> Enumerate()
    {
        using var sevenZip = Open();
        foreach (var entry in sevenZip.Entries)
            yield return Of(entry);
    }

    protected override async Task WalkAsync(IReadOnlyList<ArchiveMember> members, Func<int, bool> wants, Func<int, Stream, Task> take)
    {
        var places = members.Index().GroupBy(member => member.Item.Name.Text).ToDictionary(
            group => group.Key, group => new Queue<int>(group.Select(member => member.Index)));
        using var sevenZip = Open();
        using var reader = sevenZip.ExtractAllEntries();
        while (reader.MoveToNextEntry())
        {
            if (!places.TryGetValue(reader.Entry.Key ?? "", out var known) || !known.TryDequeue(out var at) || !wants(at))
                continue;
            await using Stream content = reader.OpenEntryStream();
            await take(at, content);
        }
    }

    private IArchive Open()
    {
        Archive.Position = 0;
        return SevenZipArchive.OpenArchive(Archive, new ReaderOptions { LeaveStreamOpen = true });
    }

    private static ArchiveMember Of(IArchiveEntry entry)
    {
        var name = new RawName(entry.Key ?? "");
        // How an empty file or a folder is packed cannot be asked, and whether it is encrypted is asked that way.
        var isEmpty = entry.IsDirectory || entry.Size == 0;
        return isEmpty
            ? new ArchiveMember(name, entry.IsDirectory ? MemberKind.Folder : MemberKind.File, IsEncrypted: false, 0, 0, Crc: null)
            : MemberOf(entry, name, entry.Attrib) with { PackedBytes = 0, Crc = unchecked((uint)entry.Crc) };
    }
}

/// <summary>tar, plain or packed by gzip, bzip2, xz or Zstandard: a stream without a directory, whose names are bytes.</summary>
internal sealed class TarContainer(Stream archive) : ArchiveContainer(archive)
{
    protected override IEnumerable<ArchiveMember> Enumerate()
    {
        using var tar = Open();
        while (tar.MoveToNextEntry())
            yield return MemberOf(tar.Entry, NameOf(tar.Entry.Key), attributes: null) with { PackedBytes = 0 };
    }

    protected override async Task WalkAsync(IReadOnlyList<ArchiveMember> members, Func<int, bool> wants, Func<int, Stream, Task> take)
    {
        using var tar = Open();
        for (var at = 0; tar.MoveToNextEntry(); at++)
        {
            if (!wants(at))
                continue;
            await using Stream content = tar.OpenEntryStream();
            await take(at, content);
        }
    }

    private IReader Open()
    {
        Archive.Position = 0;
        return ReaderFactory.OpenReader(
            Archive, new ReaderOptions { LeaveStreamOpen = true, ArchiveEncoding = new ArchiveEncoding { Default = RawBytes.Instance } });
    }

    /// <summary>A packed file that is no tar has perhaps no name.</summary>
    private static RawName NameOf(string? key) => new(string.IsNullOrEmpty(key) ? "file" : key);
}
