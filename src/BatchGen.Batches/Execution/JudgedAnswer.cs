using System.Numerics;
using BatchGen.Batches.Data;
using BatchGen.Code.Answers;
using BatchGen.Inference.Scheduling;
using BatchGen.Inference.Tools;

namespace BatchGen.Batches.Execution;

/// <summary>An answer and what is wrong with it.</summary>
internal sealed record JudgedAnswer(SequenceResult Result, AnswerVerdict Verdict)
{
    /// <summary>The one with fewer flags; the earlier when they have as many.</summary>
    public JudgedAnswer BetterOf(JudgedAnswer? earlier) =>
        earlier is not null && Count(earlier) <= Count(this) ? earlier : this;

    private static int Count(JudgedAnswer answer) => BitOperations.PopCount((uint)answer.Verdict.Flags);
}

/// <summary>What is wrong with an answer.</summary>
/// <param name="Details">A sentence for each flag.</param>
/// <param name="IsCodeUnchanged">The comment task's check; null when nothing is claimed.</param>
/// <param name="Calls">The functions it calls; null when it calls none.</param>
internal sealed record AnswerVerdict(QualityFlags Flags, IReadOnlyList<QualityFlag> Details, bool? IsCodeUnchanged, ToolAnswer? Calls = null);
