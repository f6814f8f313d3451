using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchGen.Code.Parsing;

/// <summary>Roslyn's parser; no names are resolved. A file, or members as a script may have them, is good C#.</summary>
internal sealed class CSharpSyntaxCheck : ISyntaxCheck
{
    private static readonly CSharpParseOptions File = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Regular);
    private static readonly CSharpParseOptions Script = File.WithKind(SourceCodeKind.Script);

    /// <summary>A megabyte of good code takes a tenth of it; recovering from garbage takes time by the square of its length.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly SyntaxVerdict TooDeep = SyntaxVerdict.NotChecked("The code nests too deeply for the parser.");

    public SyntaxVerdict Check(string code)
    {
        if (CSharpNesting.IsTooDeep(code))
            return TooDeep;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var error = FirstError(code, File, patience.Token);
            return error is null || FirstError(code, Script, patience.Token) is null ? SyntaxVerdict.Valid : Describe(error);
        }
        catch (OperationCanceledException)
        {
            return SyntaxVerdict.NotChecked("The parser took too long.");
        }
        catch (InsufficientExecutionStackException)
        {
            return TooDeep;
        }
    }

    private static Diagnostic? FirstError(string code, CSharpParseOptions options, CancellationToken patience) => CSharpSyntaxTree
        .ParseText(code, options, cancellationToken: patience)
        .GetDiagnostics(patience)
        .FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static SyntaxVerdict Describe(Diagnostic error)
    {
        var place = error.Location.GetLineSpan();
        return SyntaxVerdict.Invalid(
            place.StartLinePosition.Line + 1L,
            place.StartLinePosition.Character + 1L,
            $"{error.GetMessage(CultureInfo.InvariantCulture)} ({error.Id})");
    }
}

/// <summary>
/// Tells code that Roslyn's parser cannot take: it guards most of its recursion, but not that over tuple types, type
/// arguments, conditional access, interpolations and #if (100,000 opening parentheses end the process, seen with 5.0).
/// Counts characters without regard to strings, so it errs on the side of declining.
/// </summary>
internal static class CSharpNesting
{
    /// <summary>Far beyond code that people or models write on purpose.</summary>
    private const int MaxDepth = 400;

    public static bool IsTooDeep(string code)
    {
        var brackets = 0;
        var directives = 0;
        var inStatement = 0;
        foreach (var character in code)
        {
            switch (character)
            {
                case '(' or '[' or '{':
                    brackets++;
                    break;
                case ')' or ']' or '}':
                    brackets = Math.Max(0, brackets - 1);
                    break;
                case '<' or '?':
                    inStatement++;
                    break;
                case '#':
                    directives++;
                    break;
            }

            if (character is ';' or '{' or '}')
                inStatement = 0;
            if (brackets > MaxDepth || inStatement > MaxDepth || directives > MaxDepth)
                return true;
        }

        return false;
    }
}
