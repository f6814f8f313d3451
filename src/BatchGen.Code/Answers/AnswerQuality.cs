using BatchGen.Code.Languages;
using BatchGen.Code.Parsing;
using BatchGen.Code.Tasks;
using BatchGen.Inference.Answers;

namespace BatchGen.Code.Answers;

/// <summary>Judges an answer that came back. Never throws: an answer can be anything.</summary>
public static class AnswerQuality
{
    public static QualityReport Inspect(AnswerFacts answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var code = answer.Expected is AnswerKind.Code or AnswerKind.Free ? CodeExtraction.From(answer.Text, answer.Language) : null;
        var edit = answer.Expected == AnswerKind.Files ? RepositoryEditParser.Parse(answer.Text) : null;
        QualityFlag[] flags = [.. FlagsOfText(answer), .. FlagsOfContent(answer, code, edit)];
        SyntaxReport[] syntax = [.. flags.Any(SpoilsSyntax) ? [] : SyntaxOf(code, edit)];
        return new QualityReport([.. flags, .. syntax.Where(report => report.Status == SyntaxStatus.Invalid).Select(FlagOf)], syntax, code, edit);
    }

    private static IEnumerable<QualityFlag> FlagsOfText(AnswerFacts answer)
    {
        if (answer.FinishReason == FinishReason.Length)
            yield return new QualityFlag(QualityKind.Truncated, "answer_truncated", "The answer was cut by the token limit; raise max_tokens and retry.");
        if (string.IsNullOrWhiteSpace(answer.Text))
            yield return new QualityFlag(QualityKind.Empty, "answer_empty", "The answer is empty; retry with another temperature or prompt.");
        else if (Degeneration.Describe(answer.Text, answer.FinishReason) is { } repetition)
            yield return new QualityFlag(
                QualityKind.Degenerate,
                "answer_degenerate",
                repetition + " Retry with a repetition penalty or a higher temperature; if it happens often, try another quantization.");
    }

    private static IEnumerable<QualityFlag> FlagsOfContent(AnswerFacts answer, ExtractedCode? code, RepositoryEdit? edit)
    {
        if (string.IsNullOrWhiteSpace(answer.Text))
            yield break;
        if (answer.Expected == AnswerKind.Code && code is null)
            yield return new QualityFlag(QualityKind.NoCode, "no_code_found", "The task asks for code, and the answer has none.");
        if (edit is { Files.Count: 0 })
            yield return new QualityFlag(QualityKind.NoCode, "no_code_found", "The task asks for files, and the answer has none that can be used.");
    }

    /// <summary>Cut or looping code is wrong in the obvious place, which its own flag says already.</summary>
    private static bool SpoilsSyntax(QualityFlag flag) => flag.Kind is QualityKind.Truncated or QualityKind.Degenerate;

    private static IEnumerable<SyntaxReport> SyntaxOf(ExtractedCode? code, RepositoryEdit? edit)
    {
        if (code is not null)
            yield return SyntaxReport.Of(code.Code, code.Language, path: null);
        foreach (var file in edit?.Files ?? [])
            yield return SyntaxReport.Of(file.Content, Language.OfFile(file.Path.Value)?.Name, file.Path.Value);
    }

    private static QualityFlag FlagOf(SyntaxReport report) =>
        new(QualityKind.SyntaxError, "syntax_error", $"{report.Path ?? report.Language}: {report.Message}");
}

/// <summary>What judging an answer needs to know.</summary>
/// <param name="Expected">What the task should give.</param>
/// <param name="Language">The language the code should be in (for a translation the target), as named in <c>Language</c>; null when unknown.</param>
public sealed record AnswerFacts(string Text, FinishReason FinishReason, AnswerKind Expected, string? Language);

/// <summary>What an answer holds and what is wrong with it.</summary>
/// <param name="Flags">Empty when nothing is wrong; at most one of a kind, except a syntax error for each file.</param>
/// <param name="Syntax">One report for each piece of code; none when the answer is cut or degenerate.</param>
/// <param name="Code">For tasks whose answer is code or free; null without any.</param>
/// <param name="Edit">For repository edits only.</param>
public sealed record QualityReport(
    IReadOnlyList<QualityFlag> Flags,
    IReadOnlyList<SyntaxReport> Syntax,
    ExtractedCode? Code,
    RepositoryEdit? Edit);

/// <param name="Code">Stable: answer_empty, answer_truncated, answer_degenerate, no_code_found, syntax_error or code_changed.</param>
/// <param name="Message">A sentence: what, where, what to do.</param>
public sealed record QualityFlag(QualityKind Kind, string Code, string Message);

/// <summary>What can be wrong with an answer that came back. Each is a state of its own on pages and in files.</summary>
public enum QualityKind
{
    /// <summary>Nothing but white space.</summary>
    Empty,

    /// <summary>Cut by the token limit.</summary>
    Truncated,

    /// <summary>It ends in one character or one passage over and over: the model is stuck, or its arithmetic overflowed.</summary>
    Degenerate,

    /// <summary>The task asks for code or files, and there are none.</summary>
    NoCode,

    /// <summary>A parser of the language refuses the code.</summary>
    SyntaxError,

    /// <summary>The task only adds comments, and without them the code is another than before.</summary>
    CodeChanged,
}
