using System.Text;
using BatchGen.Inference.Sentences;

namespace BatchGen.Code.Inputs;

/// <summary>Where the entries of an archive go: their names read, all together, and made safe, each by itself.</summary>
/// <param name="Paths">One for each member, in order.</param>
/// <param name="Encoding">How names that do not say theirs were read; null when there are none.</param>
internal sealed record EntryNames(IReadOnlyList<EntryPath> Paths, SourceEncoding? Encoding)
{
    /// <exception cref="InputException">A name leaves the archive's folder.</exception>
    public static EntryNames Of(IReadOnlyList<ArchiveMember> members, SourceEncoding? chosen)
    {
        byte[][] raw = [.. members.Where(member => member.Name.IsRaw).Select(member => member.Name.Bytes)];
        SourceEncoding? encoding = raw.Length == 0 ? null : chosen ?? LegacyNames.Find(raw);
        return new EntryNames([.. members.Select(member => EntryPath.Of(Read(member.Name, encoding), member.Kind))], encoding);
    }

    /// <summary>A name that is not in the encoding of the others is read as ZIP's own code page, in which every byte is a character.</summary>
    private static string Read(RawName name, SourceEncoding? encoding)
    {
        if (!name.IsRaw || encoding is not { } known)
            return name.Text;
        try
        {
            return EncodingForm.Of(known).Strict.GetString(name.Bytes);
        }
        catch (DecoderFallbackException)
        {
            return EncodingForm.Of(SourceEncoding.Ibm437).Strict.GetString(name.Bytes);
        }
    }
}

/// <summary>Where one entry goes.</summary>
/// <param name="Original">Its name as it stands in the archive.</param>
/// <param name="Skip">Why it is left out by its name alone; null when it is not.</param>
/// <param name="Renamed">Why <paramref name="Path"/> is another one; null when it is not.</param>
internal sealed record EntryPath(SafePath Path, string Original, SkipReason? Skip, Sentence? Renamed)
{
    /// <summary>What systems put into folders for themselves.</summary>
    private static readonly string[] Metadata = [".DS_Store", "Thumbs.db", "desktop.ini", "Icon\r"];

    /// <exception cref="InputException">The name leaves the archive's folder, or names a place outside it.</exception>
    public static EntryPath Of(string name, MemberKind kind)
    {
        ThrowIfAttack(name);
        string[] parts = [.. name.Split('/', '\\').Where(part => part is not ("" or "."))];
        if (parts.Length > 0 && IsMetadata(parts))
            return new EntryPath(Shown(parts), name, SkipReason.Metadata, Renamed: null);
        string[] safe = [.. parts.Select(PartRules.Safe)];
        var path = string.Join('/', safe);
        if (path.Length is 0 or > SafePath.MaxCharacters || (kind == MemberKind.Folder && parts.Length == 0))
            return new EntryPath(Shown(safe), name, SkipReason.UnusableName, Renamed: null);
        if (!SafePath.TryParse(path, out var parsed, out var problem))
            throw new InputException(problem.Code, $"{problem.Sentence} The archive was not unpacked.");
        return new EntryPath(parsed, name, Skip: null, safe.SequenceEqual(parts) ? null : PartRules.Why(parts));
    }

    private static void ThrowIfAttack(string name)
    {
        if (PathRules.Attack(name) is { } problem)
            throw new InputException(problem.Code, $"{problem.Sentence} The archive was not unpacked.");
    }

    private static bool IsMetadata(string[] parts) =>
        parts[0] == "__MACOSX" || Metadata.Contains(parts[^1], StringComparer.OrdinalIgnoreCase) || parts[^1].StartsWith("._", StringComparison.Ordinal);

    /// <summary>A path for the list of what was left out.</summary>
    private static SafePath Shown(string[] parts)
    {
        var path = string.Join('/', parts.Select(PartRules.Safe));
        return SafePath.Derived(path.Length == 0 ? "(no name)" : PathRules.Shown(path));
    }
}

/// <summary>Makes the parts of an honest name into those that every system takes.</summary>
internal static class PartRules
{
    private const char Instead = '_';

    public static string Safe(string part)
    {
        var visible = string.Concat(part.EnumerateRunes().Select(rune => PathRules.IsHidden(rune) ? "_" : rune.ToString()));
        // A letter and a colon would name a drive of Windows.
        if (visible.Length >= 2 && visible[1] == ':' && char.IsAsciiLetter(visible[0]))
            visible = $"{visible[0]}{Instead}{visible[2..]}";
        return visible.Trim('.', ' ', '\u3000', '\u00A0').Length == 0 ? new string(Instead, Math.Max(visible.Length, 1)) : visible;
    }

    public static Sentence Why(string[] parts) => parts.Any(part => part.EnumerateRunes().Any(PathRules.IsHidden))
        ? (Sentence)"Its name has control characters, which became underscores."
        : "A part of its name is blank, only dots, or like a drive; it became underscores.";
}
