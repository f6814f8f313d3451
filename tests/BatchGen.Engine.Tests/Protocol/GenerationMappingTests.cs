using BatchGen.Engine.Client;
using BatchGen.Engine.Protocol;
using BatchGen.Inference.Answers;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Sampling;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Engine.Tests.Protocol;

public sealed class GenerationMappingTests
{
    public static TheoryData<GenerationEvent> Events => new(
        new GenerationQueued("a"),
        new GenerationStarted("a"),
        new GenerationFinished("a", new SequenceResult(
            "text", FinishReason.Length, 10, 4, 7,
            new SequenceTimings(TimeSpan.FromTicks(1), TimeSpan.FromTicks(2), TimeSpan.FromTicks(3)))),
        new GenerationFailed("a", new SequenceFailure("context_length_exceeded", "Too long.")));

    [Theory]
    [MemberData(nameof(Events))]
    public void FromWire_GivesTheSameEvent_AfterToWire(GenerationEvent @event) => Assert.Equal(@event, @event.ToWire().FromWire());

    [Fact]
    public void FromWire_GivesTheSameTokens_AfterToWire()
    {
        TokenChances[] tokens = [new(
            new TokenChance(new byte[] { 0xE4, 0xBB }, -0.25), [new TokenChance("x"u8.ToArray(), -1.5), new TokenChance(default, -9999)])];
        var timings = new SequenceTimings(default, default, default);

        var text = Assert.IsType<GenerationText>(new GenerationText("a", "x", tokens).ToWire().FromWire());
        var finished = Assert.IsType<GenerationFinished>(
            new GenerationFinished("a", new SequenceResult("", FinishReason.Stop, 1, 0, 1, timings, tokens)).ToWire().FromWire());
        var none = Assert.IsType<GenerationFinished>(
            new GenerationFinished("a", new SequenceResult("", FinishReason.Stop, 1, 0, 1, timings, [])).ToWire().FromWire());

        Assert.Equal("x", text.Delta);
        Assert.Equal(Shown(tokens), Shown(text.Tokens));
        Assert.Equal(Shown(tokens), Shown(finished.Result.Tokens!));
        Assert.Empty(none.Result.Tokens!);
    }

    private static IEnumerable<string> Shown(IEnumerable<TokenChances> tokens) => tokens.Select(token =>
        string.Join(' ', token.Likeliest.Prepend(token.Drawn).Select(chance => $"{Convert.ToHexString(chance.Bytes.Span)} {chance.LogProbability}")));

    [Fact]
    public void FromWire_GivesTheSameRequest_AfterToWire()
    {
        var request = new GenerationRequest(
            "7",
            new ChatPrompt([new ChatMessage("system", "s"), new ChatMessage("user", "你好 \0 🙂")]),
            new SamplingSettings(0.2f, 0.95f, 40, 0.05f, 1.1f, 0.5f, -0.5f, 32, ulong.MaxValue),
            100,
            ["\n\n", "END"],
            2048,
            5,
            StreamText: true,
            LikeliestTokens: 20);

        var copy = request.ToWire().FromWire();

        Assert.Equal(((ChatPrompt)request.Prompt).Messages, ((ChatPrompt)copy.Prompt).Messages);
        Assert.Equal(request.Stop, copy.Stop);
        Assert.Equal(request with { Prompt = copy.Prompt, Stop = copy.Stop }, copy);
    }

    [Fact]
    public void FromWire_KeepsWhatWasNotSaid_AfterToWire()
    {
        var prompt = new SegmentPrompt([new PromptSegment("<|user|>", true), new PromptSegment("<|user|>", false)], ["<|code_prefix|>"]);

        var copy = new GenerationRequest("1", prompt, SamplingSettings.Greedy).ToWire().FromWire();

        Assert.Null(copy.MaxTokens);
        Assert.Null(copy.ContextLimitTokens);
        Assert.Null(copy.Sampling.Seed);
        Assert.Equal(prompt.Segments, ((SegmentPrompt)copy.Prompt).Segments);
        Assert.Equal(prompt.StopPieces, ((SegmentPrompt)copy.Prompt).StopPieces);
    }
}
