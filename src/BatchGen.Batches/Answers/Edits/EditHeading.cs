using System.Text.RegularExpressions;

namespace BatchGen.Batches.Answers.Edits;

/// <summary>A line that starts a file: <c>###PATH: src/a.py</c>, also with a space after the marks or the path in backticks.</summary>
/// <param name="Line">0-based.</param>
internal sealed partial record EditHeading(int Line, string RawPath)
{
    public static EditHeading? Read(int line, ReadOnlySpan<char> text)
    {
        // Most lines are none; the regex runs on those that may be.
        if (!text.TrimStart().StartsWith("###"))
            return null;
        Match match = Form().Match(text.ToString());
        return match.Success ? new EditHeading(line, match.Groups["path"].Value.Trim([' ', '\t', '\r', '`', '*', '"'])) : null;
    }

    [GeneratedRegex(@"^\s{0,3}###\s?PATH\s?:(?<path>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
