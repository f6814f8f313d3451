using System.Text.RegularExpressions;

namespace BatchGen.Code.Languages;

/// <summary>How each language's imports begin. Every pattern is anchored where it is asked (\G) and looks ahead a bounded way.</summary>
internal static partial class ImportPatterns
{
    // "using (resource)" and "using var x" are statements.
    [GeneratedRegex(@"\G(?:global\s+)?using\s+(?!var\s)(?:static\s+|unsafe\s+)?[\w.:]{1,200}\s*(?:[=<][^;]{1,200})?;")]
    public static partial Regex CSharp { get; }

    [GeneratedRegex(@"\G(?:import|package)\s")]
    public static partial Regex Java { get; }

    [GeneratedRegex(@"\G(?:import\b(?!\s*[(.])|export\s+(?:\*|\{[^}]{0,400}\})\s*from\s|(?:const|let|var)\s[^;=]{1,200}=\s*require\()")]
    public static partial Regex JavaScript { get; }

    [GeneratedRegex(@"\G#\s*(?:include|import)\b")]
    public static partial Regex C { get; }

    [GeneratedRegex(@"\G(?:#\s*include\b|using\s|import\s)")]
    public static partial Regex Cpp { get; }

    [GeneratedRegex(@"\G(?:import|package)\b")]
    public static partial Regex Go { get; }

    [GeneratedRegex(@"\G(?:pub(?:\([\w: ]{1,60}\))?\s+)?(?:use\s|extern\s+crate\s)")]
    public static partial Regex Rust { get; }

    [GeneratedRegex(@"\G(?:use|namespace)\s[^(]")]
    public static partial Regex Php { get; }

    [GeneratedRegex(@"\G(?:import\s|from\s+\S{1,200}\s+import\b)")]
    public static partial Regex Python { get; }

    [GeneratedRegex(@"\Grequire(?:_relative)?\s")]
    public static partial Regex Ruby { get; }

    [GeneratedRegex(@"\G@(?:import|use|charset)\s")]
    public static partial Regex Css { get; }
}
