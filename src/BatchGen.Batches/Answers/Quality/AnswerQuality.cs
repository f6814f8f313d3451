using BatchGen.Batches.Answers.Edits;
using BatchGen.Batches.Answers.Extraction;
using BatchGen.Batches.Inputs;
using BatchGen.Batches.Tasks;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Batches.Answers.Quality;

/// <summary>Judges an answer that came back. Never throws: an answer can be anything.</summary>
public static class AnswerQuality
{
    public static QualityReport Inspect(AnswerFacts answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ExtractedCode? code = answer.Expected is AnswerKind.Code or AnswerKind.Free ? CodeExtraction.From(answer.Text, answer.Language) : null;
        RepositoryEdit? edit = answer.Expected == AnswerKind.Files ? RepositoryEditParser.Parse(answer.Text) : null;
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
            yield return new QualityFlag(QualityKind.Degenerate, "answer_degenerate", repetition + " Retry with a repetition penalty or a higher temperature; if it happens often, try another quantization.");
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
            yield return SyntaxChecks.Check(code.Code, code.Language, path: null);
        foreach (EditedFile file in edit?.Files ?? [])
            yield return SyntaxChecks.Check(file.Content, CodeLanguages.OfFile(file.Path)?.Name, file.Path.Value);
    }

    private static QualityFlag FlagOf(SyntaxReport report) =>
        new(QualityKind.SyntaxError, "syntax_error", $"{report.Path ?? report.Language}: {report.Message}");
}
