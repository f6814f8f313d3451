using BatchGen.Batches.Data;
using BatchGen.Batches.Requests;
using BatchGen.Code.Answers;
using BatchGen.Code.Languages;
using BatchGen.Code.Parsing;
using BatchGen.Code.Tasks;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Batches.Execution;

/// <summary>Says what is wrong with an answer, before it is committed. Never throws: an answer can be anything.</summary>
internal sealed class AnswerJudge(BatchSettings settings)
{
    /// <summary>An answer to an item that went to the model whole.</summary>
    public AnswerVerdict JudgeWhole(ItemRequest request, SequenceResult result)
    {
        if (request.ToOffer()?.Read(result.Text) is { } calls)
            return Verdict(InspectText(result).Flags, null) with { Calls = calls };
        var expected = TaskAnswer.For(request, settings);
        var report = AnswerQuality.Inspect(new AnswerFacts(result.Text, result.FinishReason, expected.Expected, expected.Language));
        return Verdict(report.Flags, Compare(expected, report.Code?.Code));
    }

    /// <summary>An answer put together of parts: where code was asked for it is nothing but code.</summary>
    public AnswerVerdict JudgeJoined(ItemRequest request, SequenceResult result)
    {
        var expected = TaskAnswer.For(request, settings);
        var code = expected.CodeOf(result.Text, isJoined: true);
        var flags = InspectText(result).Flags;
        var syntax = code is null || flags.Count > 0 ? null : SyntaxReport.Of(code.Code, code.Language, path: null);
        if (syntax is { Status: SyntaxStatus.Invalid })
            flags = [.. flags, new QualityFlag(QualityKind.SyntaxError, "syntax_error", $"{syntax.Language}: {syntax.Message}")];
        return Verdict(flags, Compare(expected, code?.Code));
    }

    /// <summary>An answer to one piece: a fragment, which need not parse by itself.</summary>
    public static AnswerVerdict JudgePiece(SequenceResult result) => Verdict(InspectText(result).Flags, null);

    private static QualityReport InspectText(SequenceResult result) =>
        AnswerQuality.Inspect(new AnswerFacts(result.Text, result.FinishReason, AnswerKind.Prose, Language: null));

    private static CodeComparison? Compare(TaskAnswer expected, string? code) =>
        expected is { Preset.Kind: TaskKind.Comment, Material.Text: { } source } && code is not null
            ? CodeComparison.Compare(source, code, SyntaxOf(expected))
            : null;

    private static Syntax SyntaxOf(TaskAnswer expected) =>
        (expected.Language is null ? null : Language.Find(expected.Language)?.Syntax) ?? Language.SyntaxOfFile(expected.Material?.Path ?? "");

    private static AnswerVerdict Verdict(IReadOnlyList<QualityFlag> flags, CodeComparison? comparison)
    {
        if (comparison is { Verdict: CodeVerdict.Changed })
            flags = [.. flags, new QualityFlag(QualityKind.CodeChanged, "code_changed", $"Without comments the code is another than before, first at line {comparison.BeforeLine} of the file and line {comparison.AfterLine} of the answer.")];
        return new AnswerVerdict(
            flags.Aggregate(QualityFlags.None, (all, flag) => all | FlagOf(flag.Kind)),
            flags,
            comparison?.Verdict switch { CodeVerdict.Unchanged => true, CodeVerdict.Changed => false, _ => null });
    }

    private static QualityFlags FlagOf(QualityKind kind) => kind switch
    {
        QualityKind.Empty => QualityFlags.Empty,
        QualityKind.Truncated => QualityFlags.Truncated,
        QualityKind.Degenerate => QualityFlags.Degenerate,
        QualityKind.NoCode => QualityFlags.NoCode,
        QualityKind.SyntaxError => QualityFlags.SyntaxError,
        QualityKind.CodeChanged => QualityFlags.CodeChanged,
    };
}
