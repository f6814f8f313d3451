using System.Diagnostics.CodeAnalysis;

namespace BatchGen.Batches.Inputs;

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
