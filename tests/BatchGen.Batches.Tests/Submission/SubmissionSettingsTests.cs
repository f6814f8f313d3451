using BatchGen.Batches.Requests;
using BatchGen.Batches.Submission;
using BatchGen.Batches.Tests.Testing;
using BatchGen.Code.Tasks;
using BatchGen.Engine;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Runtime;

namespace BatchGen.Batches.Tests.Submission;

/// <summary>What a batch asks for as a whole: limits, engine, system prompt, sampling.</summary>
public sealed class SubmissionSettingsTests
{
    [Fact]
    public async Task Submit_NamesLineTokensAndLimit_WhenAPromptIsTooLong()
    {
        await using var house = await BatchHouse.CreateAsync(engine: new TestEngine { ContextLimitTokens = 5 });

        var refused = Assert.IsType<SubmissionRefused>(await house.SubmitAsync("a b c d\na b c d e\n"));

        var problem = Assert.Single(refused.Problems);
        Assert.Equal((2, ProblemCodes.ContextLengthExceeded), (problem.Line, problem.Code));
        Assert.Contains("The prompt has 5 tokens", problem.Message, StringComparison.Ordinal);
        Assert.Contains("may have 5", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_HoldsPromptsAgainstTheBatchsOwnLimit_WhenItIsLower()
    {
        await using var house = await BatchHouse.CreateAsync();

        var refused = Assert.IsType<SubmissionRefused>(await house.SubmitAsync("a b c d", request => request with { ContextLimitTokens = 4 }));

        Assert.Equal(ProblemCodes.ContextLengthExceeded, Assert.Single(refused.Problems).Code);
    }

    [Fact]
    public async Task Submit_IsRefused_WhenTheBatchWantsMoreContextThanTheEngineGives()
    {
        await using var house = await BatchHouse.CreateAsync();

        var refused = Assert.IsType<SubmissionRefused>(await house.SubmitAsync("a", request => request with { ContextLimitTokens = 1001 }));

        Assert.Equal((null, ProblemCodes.ContextLimitTooLarge), (refused.Problems[0].Line, refused.Problems[0].Code));
    }

    [Fact]
    public async Task Submit_IsRefused_WhenAQuantizedCacheIsToDoWithoutFlashAttention()
    {
        await using var house = await BatchHouse.CreateAsync();

        var refused = Assert.IsType<SubmissionRefused>(await house.SubmitAsync(
            "a", request => request with { Engine = new EngineChoice(KvType: KvType.Q4_0, FlashAttention: false) }));

        Assert.Equal(ProblemCodes.KvTypeNeedsFlashAttention, Assert.Single(refused.Problems).Code);
    }

    [Fact]
    public async Task Run_AsksForTheEngineOfTheBatch_AsItWasSubmitted()
    {
        await using var house = await BatchHouse.CreateAsync();
        var choice = new EngineChoice(Slots: 3, KvType: KvType.Q8_0, FlashAttention: true, GpuLayers: GpuLayerChoice.Auto);

        Assert.IsType<SubmissionAccepted>(await house.SubmitAsync("a", request => request with { Engine = choice, ContextLimitTokens = 900 }));
        await house.RunJobsAsync();

        Assert.Equal(choice with { ContextTokens = 900 }, Assert.Single(house.Engines.Choices));
    }

    [Fact]
    public async Task Submit_NamesEverySetting_WhenTheBatchsOwnAreOutOfRange()
    {
        await using var house = await BatchHouse.CreateAsync();

        var refused = Assert.IsType<SubmissionRefused>(await house.SubmitAsync("a", request => request with
        {
            Sampling = request.Sampling with { Temperature = float.NaN, TopP = 2 },
            MaxTokens = 0,
            ContextLimitTokens = 1,
        }));

        Assert.Equal(["Temperature", "TopP", "MaxTokens", "ContextLimitTokens"], refused.Problems.Select(problem => problem.Param));
        Assert.All(refused.Problems, problem => Assert.Equal(ProblemCodes.ValueOutOfRange, problem.Code));
    }

    [Theory]
    [InlineData(SystemPromptChoice.English, SystemPrompts.English)]
    [InlineData(SystemPromptChoice.Chinese, SystemPrompts.Chinese)]
    [InlineData(SystemPromptChoice.None, null)]
    public async Task Submit_GivesTheSystemPrompt_WhenMessagesHaveNone(SystemPromptChoice choice, string? text)
    {
        await using var house = await BatchHouse.CreateAsync();

        await house.SubmitAsync("a", request => request with { SystemPrompt = choice });
        await house.RunJobsAsync();

        var prompt = Assert.IsType<ChatPrompt>(Assert.Single(house.Engine.Requests).Prompt);
        Assert.Equal(text, prompt.Messages.SingleOrDefault(message => message.Role == "system")?.Content);
        Assert.Equal("a", prompt.Messages[^1].Content);
    }

    [Fact]
    public async Task Submit_LetsTheLineHaveTheLastWord_WhenBothItAndTheBatchHaveSettings()
    {
        await using var house = await BatchHouse.CreateAsync();

        await house.SubmitAsync(
            """{"messages":[{"role":"system","content":"own"},{"role":"user","content":"a"}],"temperature":0.7,"max_tokens":5,"stop":"END"}""",
            request => request with { Sampling = request.Sampling with { Temperature = 0.1f, TopP = 0.5f }, MaxTokens = 50, ContextLimitTokens = 500 });
        await house.RunJobsAsync();

        var sent = Assert.Single(house.Engine.Requests);
        Assert.Equal((0.7f, 0.5f), (sent.Sampling.Temperature, sent.Sampling.TopP));
        Assert.Equal((5, 500), (sent.MaxTokens, sent.ContextLimitTokens));
        Assert.Equal(["END"], sent.Stop);
        Assert.Equal("own", Assert.IsType<ChatPrompt>(sent.Prompt).Messages[0].Content);
    }
}
