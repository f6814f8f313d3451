using BatchGen.Code.Joining;
using BatchGen.Code.Splitting;
using BatchGen.Code.Tests.Splitting;

namespace BatchGen.Code.Tests.Joining;

public sealed class MapReducePlanTests
{
    private static readonly ReducePrompt Prompt = new("Join these.");

    [Fact]
    public async Task Join_TakesTheOnlyAnswer_WhenTheInputWasNotCut()
    {
        var plan = CreatePlan(parts: 1, budget: 200);
        Assert.Equal("all of it", (await JoinSamples.FinishAsync(plan, JoinSamples.Answer("all of it"))).Text);
    }

    [Fact]
    public async Task GetNext_AsksForOneAnswerOverAll_WhenTheyFitOnePrompt()
    {
        var plan = CreatePlan(parts: 3, budget: 400);
        var answers = JoinSamples.Answer("first", "second", "third");
        var reduction = Assert.Single(Assert.IsType<RunReductions>(await plan.GetNextAsync(answers)).Reductions);
        Assert.Equal(new PieceId(1, 1), reduction.Id);
        Assert.Equal(
            "### a.txt, lines 1-1\n\nfirst\n\n### a.txt, lines 2-2\n\nsecond\n\n### a.txt, lines 3-3\n\nthird\n\nJoin these.", reduction.Prompt);
        Assert.Equal([1, 3], [reduction.Source.FirstLine, reduction.Source.LastLine]);

        answers[reduction.Id] = new PieceAnswer(reduction.Id, "the whole", 9);
        var joined = await JoinSamples.FinishAsync(plan, answers);
        Assert.Equal("the whole", joined.Text);
        Assert.Equal(["0.1", "0.2", "0.3", "1.1"], joined.Lineage.Pieces.Select(piece => piece.Id.ToString()));
        Assert.Equal(["0.1", "0.2", "0.3"], joined.Lineage.Pieces[^1].MadeFrom.Select(id => id.ToString()));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(40)]
    public async Task GetNext_GoesInRounds_WhenAnswersAreTooLongForOnePrompt(int parts)
    {
        var plan = CreatePlan(parts, budget: 200);
        var answers = JoinSamples.Answer([.. Enumerable.Range(1, parts).Select(i => $"answer {i} " + new string('x', 50))]);
        var rounds = 0;
        while (await plan.GetNextAsync(answers) is RunReductions step)
        {
            rounds++;
            foreach (var reduction in step.Reductions)
            {
                Assert.True(reduction.PromptTokens <= 200);
                Assert.True(reduction.MadeFrom.Count >= 2);
                Assert.Empty(reduction.Shortened);
                answers[reduction.Id] = new PieceAnswer(reduction.Id, $"round {rounds} " + new string('y', 50), 1);
            }
        }

        var joined = await JoinSamples.FinishAsync(plan, answers);
        Assert.StartsWith($"round {rounds}", joined.Text, StringComparison.Ordinal);
        Assert.InRange(rounds, 1, 6);
        // Every part is read by exactly one reduction, and every reduction but the last by another.
        var read = joined.Lineage.Pieces.SelectMany(piece => piece.MadeFrom).ToList();
        Assert.Equal(read.Distinct().Count(), read.Count);
        Assert.Equal(joined.Lineage.Pieces.Count - 1, read.Count);
    }

    [Fact]
    public async Task GetNext_ShortensAnswersAndSaysSo_WhenTwoDoNotFitTogether()
    {
        var plan = CreatePlan(parts: 2, budget: 300);
        var answers = JoinSamples.Answer("# One\n\n" + new string('x', 20) + "\n\n" + new string('z', 500), "short");
        var reduction = Assert.Single(Assert.IsType<RunReductions>(await plan.GetNextAsync(answers)).Reductions);
        Assert.True(reduction.PromptTokens <= 300);
        Assert.Equal([PieceId.OfPart(1)], reduction.Shortened);
        Assert.Contains("# One", reduction.Prompt, StringComparison.Ordinal);
        Assert.Contains("short", reduction.Prompt, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetNext_AsksForTheMissingReductionsOnly_WhenSomeFailed()
    {
        var plan = CreatePlan(parts: 7, budget: 200);
        var answers = JoinSamples.Answer([.. Enumerable.Range(1, 7).Select(i => $"answer {i} " + new string('x', 50))]);
        var all = Assert.IsType<RunReductions>(await plan.GetNextAsync(answers)).Reductions;
        Assert.True(all.Count > 1);
        answers[all[0].Id] = new PieceAnswer(all[0].Id, "done", 1);
        var rest = Assert.IsType<RunReductions>(await CreatePlan(parts: 7, budget: 200).GetNextAsync(answers)).Reductions;
        Assert.Equal(all.Skip(1).Select(reduction => reduction.Prompt), rest.Select(reduction => reduction.Prompt));
    }

    [Fact]
    public async Task GetNext_SaysWhatTakesTheRoom_WhenTwoAnswersCannotFit()
    {
        var plan = CreatePlan(parts: 2, budget: 40);
        var refusal = await Assert.ThrowsAsync<ChunkingException>(() => plan.GetNextAsync(JoinSamples.Answer("first", "second")));
        Assert.Equal("chunk_budget_too_small", refusal.Code);
        Assert.StartsWith("a.txt: ", refusal.Message, StringComparison.Ordinal);
    }

    private static MapReducePlan CreatePlan(int parts, int budget) => new(
        JoinSamples.Cut("a.txt", ChunkHeader.None, [.. Enumerable.Range(1, parts).Select(i => $"line {i}\n")]),
        Prompt, new ChunkBudget(budget), CountingRules.Characters);
}
