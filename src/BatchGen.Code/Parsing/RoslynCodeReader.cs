using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchGen.Code.Parsing;

/// <summary>
/// Reads C# by Roslyn's lexer. Directives are code, but #region is not: it only labels. Text cut out by #if is read as
/// code too, for another build has it in.
/// </summary>
internal sealed class RoslynCodeReader : CodeReader
{
    public override IReadOnlyList<CodeToken>? ReadCode(string text)
    {
        if (!RoslynLimits.Allow(text))
            return null;
        List<CodeToken> code = [];
        ReadCode(text, 0, code);
        return code;
    }

    private static void ReadCode(string text, int offset, List<CodeToken> code)
    {
        foreach (var token in SyntaxFactory.ParseTokens(text))
        {
            foreach (var trivia in token.LeadingTrivia)
                ReadTrivia(trivia, offset, code);
            if (token.Span.Length > 0)
                code.Add(new CodeToken(token.Text, offset + token.SpanStart));
            foreach (var trivia in token.TrailingTrivia)
                ReadTrivia(trivia, offset, code);
        }
    }

    private static void ReadTrivia(SyntaxTrivia trivia, int offset, List<CodeToken> code)
    {
        if (trivia.IsKind(SyntaxKind.DisabledTextTrivia))
            ReadCode(trivia.ToString(), offset + trivia.SpanStart, code);
        else if (trivia.IsDirective && !trivia.IsKind(SyntaxKind.RegionDirectiveTrivia) && !trivia.IsKind(SyntaxKind.EndRegionDirectiveTrivia))
            code.Add(new CodeToken(ReadDirective(trivia), offset + trivia.SpanStart));
    }

    private static string ReadDirective(SyntaxTrivia directive) =>
        string.Join(' ', directive.GetStructure()!.DescendantTokens().Select(token => token.Text).Where(part => part.Length > 0));
}
