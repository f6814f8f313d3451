using System.Globalization;
using System.Collections.Frozen;

namespace BatchGen.Batches.Answers.Quality;

/// <summary>The syntax check of each language that has a well-kept parser for .NET. There is none for Python or TypeScript.</summary>
public static class SyntaxChecks
{
    /// <summary>Parsers recurse; a text beyond this would cost more than the verdict is worth.</summary>
    private const int MaxCharacters = 4 << 20;

    private static readonly FrozenDictionary<string, ISyntaxCheck> ByLanguage = new Dictionary<string, ISyntaxCheck>
    {
        ["C#"] = new CSharpSyntaxCheck(),
        ["JSON"] = new JsonSyntaxCheck(),
        ["JavaScript"] = new JavaScriptSyntaxCheck(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="language">A name of <c>CodeLanguages</c>, or null when unknown.</param>
    /// <param name="path">The file, when an answer has several.</param>
    public static SyntaxReport Check(string code, string? language, string? path)
    {
        ArgumentNullException.ThrowIfNull(code);
        SyntaxVerdict verdict = language is null || !ByLanguage.TryGetValue(language, out ISyntaxCheck? check)
            ? SyntaxVerdict.NotChecked(language is null ? "The language is unknown." : $"There is no syntax check for {language}.")
            : code.Length > MaxCharacters
                ? SyntaxVerdict.NotChecked(string.Create(CultureInfo.InvariantCulture, $"The code has more than {MaxCharacters:N0} characters."))
                : check.Check(code);
        return new SyntaxReport(verdict.Status, language, path, verdict.Message);
    }
}
