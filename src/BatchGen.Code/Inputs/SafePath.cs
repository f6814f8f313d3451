using System.Diagnostics.CodeAnalysis;
using System.Text;
using BatchGen.Inference.Sentences;

namespace BatchGen.Code.Inputs;

/// <summary>
/// A relative file path with forward slashes that stays below any folder it is joined to, on Windows as on Unix.
/// The only way for a user's text to become one is <see cref="TryParse"/>, so code that takes a <see cref="SafePath"/> need not check again.
/// </summary>
public sealed record SafePath
{
    public const int MaxCharacters = 1024;

    private SafePath(string value) => Value = value;

    public string Value { get; }

    /// <summary>
    /// Backslashes count as separators, since archives made on Windows use them; "." segments and doubled separators go.
    /// </summary>
    public static bool TryParse(
        string raw,
        [NotNullWhen(true)] out SafePath? path,
        [NotNullWhen(false)] out PathProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(raw);
        problem = PathRules.FirstBroken(raw);
        path = problem is null ? new SafePath(PathRules.Normalize(raw)) : null;
        return problem is null;
    }

    /// <summary>For a name made by adding letters to a safe path, which can break no rule but the length's.</summary>
    internal static SafePath Derived(string value) => new(value);

    public override string ToString() => Value;
}

/// <param name="Code">
/// Stable, documented in docs/errors.md: path_empty, path_absolute, path_escapes, path_control_character, path_too_long or path_is_folder.
/// </param>
/// <param name="Sentence">A sentence that names the path.</param>
public sealed record PathProblem(string Code, Sentence Sentence)
{
    /// <summary>The sentence in English.</summary>
    public string Message => Sentence.ToString();
}

/// <summary>What a path from an archive or from a model's answer must not do.</summary>
internal static class PathRules
{
    private const int LongestShown = 120;

    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>Windows drops dots and spaces at the end of a name, so ".. " and "..." may mean the parent there.</summary>
    private static readonly char[] DroppedByWindows = ['.', ' '];

    public static PathProblem? FirstBroken(string raw)
    {
        if (raw.Length > SafePath.MaxCharacters)
            return new PathProblem("path_too_long", $"The path \"{Shown(raw)}\" has {raw.Length} characters; at most {SafePath.MaxCharacters} are allowed.");
        if (HasHidden(raw))
            return new PathProblem(
                "path_control_character", $"The path \"{Shown(raw)}\" contains a control character or an unpaired surrogate; rename the file.");
        if (IsAbsolute(raw))
            return new PathProblem(
                "path_absolute", $"The path \"{Shown(raw)}\" is absolute or names a drive; only paths below the project's own folder are allowed.");
        var segments = raw.Split(Separators);
        if (segments.Any(ClimbsOut))
            return new PathProblem("path_escapes", $"The path \"{Shown(raw)}\" leads out of its folder; \"..\" is not allowed.");
        if (segments.All(IsEmpty))
            return new PathProblem("path_empty", "A file has no name.");
        if (IsEmpty(segments[^1]))
            return new PathProblem("path_is_folder", $"The path \"{Shown(raw)}\" names a folder, not a file.");
        return null;
    }

    /// <summary>What no honest archive has: a name that is absolute, or leads out of its folder. Of its other oddities each can be renamed.</summary>
    public static PathProblem? Attack(string raw)
    {
        var segments = raw.Split(Separators);
        if (raw.Length > 0 && (Separators.Contains(raw[0]) || (segments.Length > 1 && NamesADrive(segments[0]) && segments[0].Length == 2)))
            return new PathProblem(
                "path_absolute", $"The path \"{Shown(raw)}\" is absolute or names a drive; only paths below the project's own folder are allowed.");
        return segments.Any(segment => segment.StartsWith("..", StringComparison.Ordinal) && segment.TrimEnd(' ').Length == 2)
            ? new PathProblem("path_escapes", $"The path \"{Shown(raw)}\" leads out of its folder; \"..\" is not allowed.")
            : null;
    }

    public static string Normalize(string raw) => string.Join('/', raw.Split(Separators).Where(segment => !IsEmpty(segment)));

    /// <summary>A path as a message may carry it: short, hidden characters as pictures or numbers.</summary>
    public static string Shown(string raw)
    {
        var shown = new StringBuilder();
        foreach (var rune in raw.EnumerateRunes().Take(LongestShown))
            shown.Append(IsHidden(rune) ? Picture(rune) : rune.ToString());
        return raw.Length > LongestShown ? shown.Append('…').ToString() : shown.ToString();
    }

    /// <summary>Unicode's own picture of an ASCII control character; of the others the number.</summary>
    private static string Picture(Rune rune) => rune.Value < 0x20 ? ((char)(0x2400 + rune.Value)).ToString() : InvariantText.Of($"<U+{rune.Value:X4}>");

    private static bool IsEmpty(string segment) => segment is "" or ".";

    private static bool ClimbsOut(string segment) =>
        !IsEmpty(segment) && segment.TrimEnd(DroppedByWindows).Length == 0;

    private static bool IsAbsolute(string raw) =>
        raw.Length > 0 && (Separators.Contains(raw[0]) || raw.Split(Separators).Any(NamesADrive));

    private static bool NamesADrive(string segment) => segment.Length >= 2 && segment[1] == ':' && char.IsAsciiLetter(segment[0]);

    /// <summary>
    /// Also line separators and the direction overrides, which make a name read as another
    /// one (CVE-2021-42574); half of a surrogate pair comes as U+FFFD.
    /// </summary>
    public static bool IsHidden(Rune rune) =>
        Rune.IsControl(rune) || rune.Value is (>= 0x2028 and <= 0x202E) or (>= 0x2066 and <= 0x2069) || rune == Rune.ReplacementChar;

    private static bool HasHidden(string raw)
    {
        for (var at = 0; at < raw.Length;)
        {
            if (!Rune.TryGetRuneAt(raw, at, out var rune) || (IsHidden(rune) && rune != Rune.ReplacementChar))
                return true;
            at += rune.Utf16SequenceLength;
        }

        return false;
    }
}
