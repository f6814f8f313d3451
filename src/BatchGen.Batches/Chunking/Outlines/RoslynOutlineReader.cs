using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>
/// Reads C# by its own parser. Text that the parser could not read in bearable time or stack
/// (<see cref="RoslynLimits"/>) goes to the reader for braces.
/// </summary>
internal sealed partial class RoslynOutlineReader(OutlineReader fallback) : OutlineReader
{
    // Documentation comments stay comments: nobody asks for their structure, and it takes time.
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, DocumentationMode.None);

    public override SourceOutline Read(string text)
    {
        if (!RoslynLimits.Allow(text))
            return fallback.Read(text);
        var options = Options.WithPreprocessorSymbols(FindConditions(text));
        return new RoslynScan(text).Run(CSharpSyntaxTree.ParseText(text, options).GetCompilationUnitRoot());
    }

    // Code under #if DEBUG is parted like any other, so every symbol counts as defined.
    private static IEnumerable<string> FindConditions(string text) =>
        ConditionLine.Matches(text)
            .SelectMany(line => Word.Matches(line.Value).Select(word => word.Value))
            .Where(word => word is not ("if" or "elif" or "true" or "false"))
            .Distinct();

    [GeneratedRegex(@"^[ \t]*#[ \t]*(?:if|elif)\b.*$", RegexOptions.Multiline)]
    private static partial Regex ConditionLine { get; }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word { get; }
}
