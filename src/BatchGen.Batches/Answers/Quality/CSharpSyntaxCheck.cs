using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace BatchGen.Batches.Answers.Quality;

/// <summary>Roslyn's parser; no names are resolved. A file, or members as a script may have them, is good C#.</summary>
internal sealed class CSharpSyntaxCheck : ISyntaxCheck
{
    private static readonly CSharpParseOptions File = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Regular);
    private static readonly CSharpParseOptions Script = File.WithKind(SourceCodeKind.Script);

    public SyntaxVerdict Check(string code)
    {
        try
        {
            Diagnostic? error = FirstError(code, File);
            return error is null || FirstError(code, Script) is null ? SyntaxVerdict.Valid : Describe(error);
        }
        catch (InsufficientExecutionStackException)
        {
            return SyntaxVerdict.NotChecked("The code nests too deeply for the parser.");
        }
    }

    private static Diagnostic? FirstError(string code, CSharpParseOptions options) =>
        CSharpSyntaxTree.ParseText(code, options).GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static SyntaxVerdict Describe(Diagnostic error)
    {
        FileLinePositionSpan place = error.Location.GetLineSpan();
        return SyntaxVerdict.Invalid(
            place.StartLinePosition.Line + 1L,
            place.StartLinePosition.Character + 1L,
            $"{error.GetMessage(CultureInfo.InvariantCulture)} ({error.Id})");
    }
}
