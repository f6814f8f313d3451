using System.IO.Compression;
using System.IO.Hashing;

namespace BatchGen.Batches.Inputs;

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
