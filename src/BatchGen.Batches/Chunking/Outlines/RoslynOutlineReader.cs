using Microsoft.CodeAnalysis.CSharp;

namespace BatchGen.Batches.Chunking.Outlines;

/// <summary>
/// Reads C# by its own parser. Text that the parser could not read in bearable time or stack
/// (<see cref="RoslynLimits"/>) goes to the reader for braces.
/// </summary>
internal sealed class RoslynOutlineReader(OutlineReader fallback) : OutlineReader
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, Microsoft.CodeAnalysis.DocumentationMode.None);

    public override SourceOutline Read(string text)
    {
        if (!RoslynLimits.Allow(text))
            return fallback.Read(text);
        return new RoslynScan(text).Run(CSharpSyntaxTree.ParseText(text, Options).GetCompilationUnitRoot());
    }
}
