using BatchGen.Code.Languages;
using BatchGen.Code.Splitting;

namespace BatchGen.Code.Joining;

/// <summary>Parts a round's answers into prompts that fit the budget, two answers or more in each.</summary>
internal sealed class ReductionGrouping(string path, ReducePrompt prompt, ChunkBudget budget, ITokenCounter counter)
{
    // Below this an answer in a prompt says nothing.
    private const int FewestAnswerTokens = 16;

    public async Task<IReadOnlyList<ReductionGroup>> GroupAsync(
        int round, IReadOnlyList<PartialAnswer> answers, CancellationToken cancellationToken)
    {
        var instruction = await counter.CountAsync(prompt.Instruction, cancellationToken);
        for (var margin = 0; ; margin += 1 + (budget.Tokens / 16))
        {
            var room = budget.Tokens - instruction - margin;
            if (room / 2 < FewestAnswerTokens)
                throw CreateTooSmall(instruction);
            var groups = await TryGroupAsync(round, answers, room, cancellationToken);
            if (groups.All(group => group.Reduction is null || group.Reduction.PromptTokens <= budget.Tokens))
                return groups;
        }
    }

    private async Task<IReadOnlyList<ReductionGroup>> TryGroupAsync(
        int round, IReadOnlyList<PartialAnswer> answers, int room, CancellationToken cancellationToken)
    {
        var fitting = await ShortenAsync(answers, room / 2, cancellationToken);
        var tokens = await CountSectionsAsync(fitting, cancellationToken);
        List<ReductionGroup> groups = [];
        for (var first = 0; first < fitting.Count;)
        {
            var end = first;
            for (var sum = 0; end < fitting.Count && sum + tokens[end] <= room; end++)
                sum += tokens[end];
            // Two fit by their length; a tokenizer that disagrees is met with a margin by the caller.
            end = Math.Min(fitting.Count, Math.Max(end, first + 2));
            groups.Add(end - first == 1
                ? new ReductionGroup([answers[first]], Reduction: null)
                : await CreateGroupAsync(new PieceId(round, groups.Count + 1), fitting[first..end], cancellationToken));
            first = end;
        }

        return groups;
    }

    private Task<int[]> CountSectionsAsync(IEnumerable<PartialAnswer> answers, CancellationToken cancellationToken) =>
        counter.CountAllAsync(answers.Select(answer => ReducePrompt.WriteSection(path, answer)), cancellationToken);

    private async Task<ReductionGroup> CreateGroupAsync(PieceId id, List<PartialAnswer> answers, CancellationToken cancellationToken)
    {
        var text = prompt.Write(path, answers);
        var source = answers[0].Source with { End = answers[^1].Source.End, LastLine = answers[^1].Source.LastLine };
        return new ReductionGroup(answers, new Reduction(
            id,
            [.. answers.Select(answer => answer.Id)],
            source,
            text,
            await counter.CountAsync(text, cancellationToken),
            [.. answers.Where(answer => answer.IsShortened).Select(answer => answer.Id)]));
    }

    private async Task<List<PartialAnswer>> ShortenAsync(
        IReadOnlyList<PartialAnswer> answers, int mostTokens, CancellationToken cancellationToken)
    {
        var tokens = await CountSectionsAsync(answers, cancellationToken);
        List<PartialAnswer> shortened = [];
        for (var i = 0; i < answers.Count; i++)
            shortened.Add(tokens[i] <= mostTokens ? answers[i] : await ShortenAsync(answers[i], mostTokens, cancellationToken));
        return shortened;
    }

    // Cut at its best boundary as the Markdown that answers are.
    private async Task<PartialAnswer> ShortenAsync(PartialAnswer answer, int mostTokens, CancellationToken cancellationToken)
    {
        var title = await counter.CountAsync(ReducePrompt.WriteSection(path, answer with { Text = "" }), cancellationToken);
        if (mostTokens - title < FewestAnswerTokens)
            throw CreateTooSmall(budget.Tokens - (2 * (mostTokens - title)));
        var document = new SourceDocument(path, Language.FindSyntax("markdown")!, answer.Text.Trim());
        var pieces = await SourceSplitter.SplitAsync(document, new ChunkBudget(mostTokens - title), counter, cancellationToken);
        return answer with { Text = pieces[0].Text, IsShortened = pieces.Count > 1 };
    }

    private ChunkingException CreateTooSmall(int takenTokens) => new(
        ChunkBudget.TooSmallCode,
        $"{path}: the answers to its parts cannot be put together, because a prompt over them may take {budget.Tokens} tokens and {takenTokens} of those go to its instruction and titles. Raise the context limit or shorten the instruction.");
}

/// <summary>Consecutive answers that go together.</summary>
/// <param name="Reduction">What to generate over them; null for one answer left over, which goes on to the next round as it is.</param>
internal sealed record ReductionGroup(IReadOnlyList<PartialAnswer> Answers, Reduction? Reduction)
{
    /// <summary>What the group is in the next round.</summary>
    public PartialAnswer Carry(IReadOnlyDictionary<PieceId, PieceAnswer> answers) =>
        Reduction is null
            ? Answers[0]
            : new PartialAnswer(Reduction.Id, Reduction.Source, answers[Reduction.Id].Text, IsShortened: false);
}
