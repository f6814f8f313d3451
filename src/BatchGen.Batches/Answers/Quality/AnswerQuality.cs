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
        IReadOnlyList<SyntaxReport> syntax = SyntaxOf(answer, code, edit);
        return new QualityReport([.. FlagsOf(answer, code, edit, syntax)], syntax, code, edit);
    }

    private static IEnumerable<QualityFlag> FlagsOf(AnswerFacts answer, ExtractedCode? code, RepositoryEdit? edit, IReadOnlyList<SyntaxReport> syntax)
    {
        if (IsCut(answer))
            yield return new QualityFlag(QualityKind.Truncated, "answer_truncated", "The answer was cut by the token limit; raise max_tokens and retry.");
        if (string.IsNullOrWhiteSpace(answer.Text))
        {
            yield return new QualityFlag(QualityKind.Empty, "answer_empty", "The answer is empty; retry with another temperature or prompt.");
            yield break;
        }

        if (Degeneration.Describe(answer.Text, answer.FinishReason) is { } repetition)
            yield return new QualityFlag(QualityKind.Degenerate, "answer_degenerate", repetition + " Retry with a repetition penalty or a higher temperature; if it happens often, try another quantization.");
        if (answer.Expected == AnswerKind.Code && code is null)
            yield return new QualityFlag(QualityKind.NoCode, "no_code_found", "The task asks for code, and the answer has none.");
        if (edit is { Files.Count: 0 })
            yield return new QualityFlag(QualityKind.NoCode, "no_code_found", "The task asks for files, and the answer has none that can be used.");
        foreach (SyntaxReport report in syntax.Where(report => report.Status == SyntaxStatus.Invalid))
            yield return new QualityFlag(QualityKind.SyntaxError, "syntax_error", $"{report.Path ?? report.Language}: {report.Message}");
    }

    private static IReadOnlyList<SyntaxReport> SyntaxOf(AnswerFacts answer, ExtractedCode? code, RepositoryEdit? edit)
    {
        if (edit is not null)
            return [.. edit.Files.Select(file => SyntaxOf(answer, file.Content, CodeLanguages.OfFile(file.Path)?.Name, file.Path.Value))];
        return code is null ? [] : [SyntaxOf(answer, code.Code, code.Language, path: null)];
    }

    /// <summary>Cut code is wrong in the obvious place, which its own flag says already.</summary>
    private static SyntaxReport SyntaxOf(AnswerFacts answer, string code, string? language, string? path) => IsCut(answer)
        ? new SyntaxReport(SyntaxStatus.NotChecked, language, path, "The answer was cut by the token limit.")
        : SyntaxChecks.Check(code, language, path);

    private static bool IsCut(AnswerFacts answer) => answer.FinishReason == FinishReason.Length;
}
