using BatchGen.Code.Parsing;
using BatchGen.Code.Splitting;
using BatchGen.Code.Tasks;
using BatchGen.Inference.Sentences;

namespace BatchGen.Code.Joining;

/// <summary>
/// Makes one answer over the answers to the parts. As many as fit go into one prompt; while that gives more than one
/// answer, another round goes over those. Each round at least halves their number, so the rounds end.
/// </summary>
/// <param name="parts">Every part of one document, in order.</param>
/// <param name="budget">How long the prompt over answers may be, its instruction included.</param>
public sealed class MapReducePlan(
    IReadOnlyList<SourceChunk> parts, ReducePrompt prompt, ChunkBudget budget, ITokenCounter counter) : JoinPlan(parts)
{
    private protected override async Task<JoinStep> JoinAsync(
        IReadOnlyDictionary<PieceId, PieceAnswer> answers, CancellationToken cancellationToken)
    {
        List<LineagePiece> pieces = [.. Parts.Select(part => DescribePart(part, answers[PieceId.OfPart(part.Part)], result: null))];
        IReadOnlyList<PartialAnswer> current =
            [.. Parts.Select(part => new PartialAnswer(PieceId.OfPart(part.Part), part.Range, answers[PieceId.OfPart(part.Part)].Text, IsShortened: false))];

        var grouping = new ReductionGrouping(Parts[0].Path, prompt, budget, counter);
        for (var round = 1; current.Count > 1; round++)
        {
            var groups = await grouping.GroupAsync(round, current, cancellationToken);
            Reduction[] missing = [.. groups.Select(group => group.Reduction).OfType<Reduction>().Where(reduction => !answers.ContainsKey(reduction.Id))];
            if (missing.Length > 0)
                return new RunReductions(missing);

            pieces.AddRange(groups.Select(group => group.Reduction).OfType<Reduction>().Select(reduction => Describe(reduction, answers[reduction.Id])));
            current = [.. groups.Select(group => group.Carry(answers))];
        }

        return new JoinFinished(new JoinedAnswer(current[0].Text, new ChunkLineage(Parts[0].Path, JoinStrategy.MapReduce, pieces)));
    }

    private static LineagePiece Describe(Reduction reduction, PieceAnswer answer) =>
        new(reduction.Id, reduction.Source, reduction.MadeFrom, reduction.Shortened, reduction.PromptTokens, answer.Tokens, Result: null);
}

/// <summary>One answer to be made over several.</summary>
/// <param name="MadeFrom">The pieces whose answers it reads, in the order of the input.</param>
/// <param name="Source">The stretch of the input they stand for.</param>
/// <param name="Prompt">Instruction and answers: the text of a user's message.</param>
/// <param name="PromptTokens">As counted; never more than the budget.</param>
/// <param name="Shortened">Those of <paramref name="MadeFrom"/> whose answers were too long to fit in twos and were cut at their end.</param>
public sealed record Reduction(
    PieceId Id,
    IReadOnlyList<PieceId> MadeFrom,
    SourceRange Source,
    string Prompt,
    int PromptTokens,
    IReadOnlyList<PieceId> Shortened);

/// <summary>How partial answers stand in one prompt: each under its title, then what is asked over them.</summary>
/// <param name="Instruction">The task's own text, or the user's.</param>
public sealed record ReducePrompt(string Instruction)
{
    internal string Write(string path, IEnumerable<PartialAnswer> answers) =>
        string.Concat(answers.Select(answer => WriteSection(path, answer))) + Instruction;

    internal static string WriteSection(string path, PartialAnswer answer) =>
        InvariantText.Of($"### {path}, lines {answer.Source.FirstLine}-{answer.Source.LastLine}\n\n{answer.Text.Trim()}\n\n");
}

/// <summary>An answer that stands for a stretch of the input, on its way into the one answer.</summary>
/// <param name="IsShortened">Whether its end was cut so that it fits in twos.</param>
internal sealed record PartialAnswer(PieceId Id, SourceRange Source, string Text, bool IsShortened);
