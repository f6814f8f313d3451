using System.Globalization;
using BatchGen.Code.Parsing;

namespace BatchGen.Code.Answers;

/// <summary>Whether code belongs to its language, where that has a parser to ask.</summary>
/// <param name="Language">As named in <see cref="Languages.Language.All"/>; null when unknown.</param>
/// <param name="Path">The file, when an answer has several.</param>
/// <param name="Message">The parser's first error with line and column, or why nothing was checked; empty when valid.</param>
public sealed record SyntaxReport(SyntaxStatus Status, string? Language, string? Path, string Message)
{
    /// <summary>Parsers recurse; a text beyond this would cost more than the verdict is worth.</summary>
    private const int MaxCharacters = 4 << 20;

    /// <summary>Never throws for any text.</summary>
    /// <param name="language">A name of <see cref="Languages.Language.All"/>, or null when unknown.</param>
    /// <param name="path">The file, when an answer has several.</param>
    public static SyntaxReport Of(string code, string? language, string? path)
    {
        ArgumentNullException.ThrowIfNull(code);
        var verdict = language is null ? SyntaxVerdict.NotChecked("The language is unknown.")
            : Languages.Language.Find(language)?.Check is not { } check ? SyntaxVerdict.NotChecked($"There is no syntax check for {language}.")
            : code.Length > MaxCharacters ? SyntaxVerdict.NotChecked(
                string.Create(CultureInfo.InvariantCulture, $"The code has more than {MaxCharacters:N0} characters."))
            : check.Check(code);
        return new SyntaxReport(verdict.Status, language, path, verdict.Message);
    }
}
