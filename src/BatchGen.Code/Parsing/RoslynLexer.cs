using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchGen.Code.Parsing;

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

/// <summary>
/// Which texts Roslyn's lexer may read. It recurses for an interpolation inside an interpolation (100,000 of them end
/// the process by stack overflow), and walks all open directives for each new one (140,000 stray #endif take minutes).
/// Code that people write stays far below these limits.
/// </summary>
internal static class RoslynLimits
{
    private const int DeepestBraces = 64;
    private const int MostOpenDirectives = 256;

    // Longer than the blanks and the word of any directive worth counting.
    private const int DirectiveLength = 24;

    public static bool Allow(string text)
    {
        var braces = 0;
        Stack<string> directives = new();
        for (var i = text.AsSpan().IndexOfAny('{', '}', '#'); i >= 0;)
        {
            if (text[i] == '{')
                braces++;
            else if (text[i] == '}')
                braces = Math.Max(0, braces - 1);
            else if (BeginsLine(text, i))
                Follow(text.AsSpan(i + 1), directives);
            if (braces > DeepestBraces || directives.Count > MostOpenDirectives)
                return false;

            var next = text.AsSpan(i + 1).IndexOfAny('{', '}', '#');
            i = next < 0 ? -1 : i + 1 + next;
        }

        return true;
    }

    private static bool BeginsLine(string text, int at)
    {
        while (at > 0 && text[at - 1] is ' ' or '\t')
            at--;
        return at == 0 || LineEnds.IsLineEnd(text[at - 1]);
    }

    // As Roslyn keeps them: a closing directive takes its opening one and what stands between, a stray one stays.
    private static void Follow(ReadOnlySpan<char> directive, Stack<string> open)
    {
        directive = directive[..Math.Min(directive.Length, DirectiveLength)].TrimStart(" \t");
        if (directive.StartsWith("endif") && open.Contains("if"))
        {
            while (open.Pop() != "if")
            {
            }
        }
        else if (directive.StartsWith("endregion") && open.TryPeek(out var last) && last == "region")
        {
            open.Pop();
        }
        else if (directive.StartsWith("if") || directive.StartsWith("region"))
        {
            open.Push(directive[0] == 'i' ? "if" : "region");
        }
        else if (directive.StartsWith("e") || directive.StartsWith("define") || directive.StartsWith("undef"))
        {
            open.Push("other");
        }
    }
}
