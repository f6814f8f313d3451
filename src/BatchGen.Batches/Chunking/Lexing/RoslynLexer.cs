using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchGen.Batches.Chunking.Lexing;

/// <summary>
/// Reads C# by Roslyn's lexer, whose word on strings, interpolation and directives is law. Not by its parser: that one
/// has no bound. Measured with 5.0.0, 200,000 opening parentheses overflow the stack, which ends the process and
/// nothing can catch; "[..]?" a hundred times over runs for minutes, and a cancellation token is not heeded. Both are
/// what a user may upload and what a model may write.
/// </summary>
internal sealed class RoslynLexer(ILexer fallback) : ILexer
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, DocumentationMode.None);

    public IReadOnlyList<Region> Read(string text)
    {
        if (!RoslynLimits.Allow(text))
            return fallback.Read(text);
        List<Region> regions = [];
        Read(text, 0, regions);
        return regions;
    }

    private static void Read(string text, int offset, List<Region> regions)
    {
        foreach (var token in SyntaxFactory.ParseTokens(text, options: Options))
        {
            foreach (var trivia in token.LeadingTrivia)
                ReadTrivia(trivia, offset, regions);
            if (IsLiteral(token) && token.Span.Length > 0)
                regions.Add(new Region(RegionKind.Literal, offset + token.SpanStart, offset + token.Span.End));
            foreach (var trivia in token.TrailingTrivia)
                ReadTrivia(trivia, offset, regions);
        }
    }

    private static void ReadTrivia(SyntaxTrivia trivia, int offset, List<Region> regions)
    {
        if (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
            regions.Add(new Region(RegionKind.Comment, offset + trivia.SpanStart, offset + trivia.Span.End));
        // What #if cuts out of this build is in another, and parted like any other code.
        else if (trivia.IsKind(SyntaxKind.DisabledTextTrivia))
            Read(trivia.ToString(), offset + trivia.SpanStart, regions);
    }

    private static bool IsLiteral(SyntaxToken token) =>
        token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken
            or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8SingleLineRawStringLiteralToken
            or SyntaxKind.Utf8MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedStringToken;
}
