using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchGen.Batches.Answers.Quality;

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
            Diagnostic? error = FirstError(code, File, patience.Token);
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
        FileLinePositionSpan place = error.Location.GetLineSpan();
        return SyntaxVerdict.Invalid(
            place.StartLinePosition.Line + 1L,
            place.StartLinePosition.Character + 1L,
            $"{error.GetMessage(CultureInfo.InvariantCulture)} ({error.Id})");
    }
}
