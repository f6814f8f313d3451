using BatchGen.Code.Splitting;

namespace BatchGen.Code.Tests.Splitting;

public sealed class ChunkBudgetTests
{
    [Theory]
    [InlineData(4096, 96, 1000, 3000)]
    [InlineData(100, 60, 39, 1)]
    public void ForAnswer_LeavesWhatPromptAndAnswerDoNotTake_WhenThereIsRoom(int limit, int prompt, int answer, int expected) =>
        Assert.Equal(expected, ChunkBudget.ForAnswer(limit, prompt, answer).Tokens);

    [Theory]
    [InlineData(4096, 96, 1.0, 2000)]
    [InlineData(4096, 96, 1.5, 1600)]
    [InlineData(4096, 96, 0.0, 4000)]
    public void ForAnswerRatio_LeavesRoomForAnAnswerOfThatLength_WhenThereIsRoom(int limit, int prompt, double ratio, int expected) =>
        Assert.Equal(expected, ChunkBudget.ForAnswerRatio(limit, prompt, ratio).Tokens);

    [Fact]
    public void ForAnswer_SaysWhatTakesTheRoom_WhenNoneIsLeft()
    {
        var refusal = Assert.Throws<ChunkingException>(() => ChunkBudget.ForAnswer(1000, 700, 300));
        Assert.Equal("chunk_budget_too_small", refusal.Code);
        Assert.Contains("1000", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("700", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ForAnswerRatio_Refuses_WhenThePromptAloneIsTooLong() =>
        Assert.Throws<ChunkingException>(() => ChunkBudget.ForAnswerRatio(100, 150, 1.5));

    [Fact]
    public void Constructor_Refuses_WhenThereIsNotOneToken() => Assert.Throws<ChunkingException>(() => new ChunkBudget(0));
}
