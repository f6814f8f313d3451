using BatchGen.Inference.Sampling;

namespace BatchGen.Inference.Tests.Sampling;

public sealed class SamplerTests
{
    private static readonly float[] Logits = [1f, 3f, 2f, 3f, -1f, 0.5f];

    [Fact]
    public void TryPick_TakesTheLowestOfTheLargest_WhenGreedy() =>
        Assert.Equal(1, Pick(new Sampler(SamplingSettings.Greedy, []), Logits));

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    public void TryPick_Refuses_WhenNoLogitIsUsable(float temperature)
    {
        var sampler = new Sampler(new SamplingSettings(temperature), []);
        float[] broken = [float.NaN, float.NegativeInfinity, float.NaN];

        Assert.False(sampler.TryPick(broken, new SamplerWorkspace(broken.Length), out _));
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(3.4e38f)]
    public void TryPick_TakesTheOverflowingToken_WhenOneTowersOverTheRest(float logit)
    {
        var sampler = new Sampler(new SamplingSettings(Temperature: 1f, TopP: 0.9f, MinP: 0.1f, Seed: 1), []);

        Assert.Equal(2, Pick(sampler, [0f, float.NaN, logit, 0f]));
    }

    public static TheoryData<SamplingSettings, int[]> Narrowings => new()
    {
        { new SamplingSettings(1f, TopK: 1), [1] },
        { new SamplingSettings(1f, TopK: 3), [1, 2, 3] },
        { new SamplingSettings(1f, TopK: 100), [0, 1, 2, 3, 4, 5] },
        // Shares: 0.37 and 0.37, 0.14, 0.05, 0.03, 0.007 (of all): two reach 0.74, three 0.87.
        { new SamplingSettings(1f, TopP: 0f), [1] },
        { new SamplingSettings(1f, TopP: 0.3f), [1] },
        { new SamplingSettings(1f, TopP: 0.5f), [1, 3] },
        { new SamplingSettings(1f, TopP: 0.8f), [1, 2, 3] },
        // Of the three best alone the first two hold 0.84.
        { new SamplingSettings(1f, TopK: 3, TopP: 0.8f), [1, 3] },
        // e^-1 = 0.37, e^-2 = 0.135.
        { new SamplingSettings(1f, MinP: 0.3f), [1, 2, 3] },
        { new SamplingSettings(1f, MinP: 0.1f), [0, 1, 2, 3] },
        { new SamplingSettings(1f, MinP: 1f), [1, 3] },
        { new SamplingSettings(1f, TopK: 2, MinP: 0.01f), [1, 3] },
        // Heat comes last: it changes the odds among those kept, never who is kept.
        { new SamplingSettings(2f, TopP: 0.5f), [1, 3] },
    };

    [Theory]
    [MemberData(nameof(Narrowings))]
    public void TryPick_DrawsAmongExactlyThese_WhenNarrowed(SamplingSettings settings, int[] expected)
    {
        var sampler = new Sampler(settings with { Seed = 5 }, []);
        int[] drawn = [.. Enumerable.Range(0, 5_000).Select(_ => Pick(sampler, Logits)).Distinct().Order()];

        Assert.Equal(expected, drawn);
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(1f)]
    [InlineData(2f)]
    public void TryPick_FollowsTheSoftmax_WhenDrawnOften(float temperature)
    {
        const int Draws = 100_000;
        var sampler = new Sampler(new SamplingSettings(temperature, Seed: 42), []);
        var counts = new int[Logits.Length];
        for (var i = 0; i < Draws; i++)
            counts[Pick(sampler, Logits)]++;

        var total = Logits.Sum(logit => Math.Exp(logit / temperature));
        Assert.All(Logits.Index(), entry =>
        {
            var probability = Math.Exp(entry.Item / temperature) / total;
            var deviation = Math.Sqrt(Draws * probability * (1 - probability));
            Assert.InRange(counts[entry.Index], Draws * probability - 5 * deviation, Draws * probability + 5 * deviation);
        });
    }

    [Fact]
    public void TryPick_RepeatsItself_WhenTheSeedIsTheSame()
    {
        var settings = new SamplingSettings(Temperature: 1.5f, Seed: 11);

        Assert.Equal(Draws(settings), Draws(settings));
        Assert.NotEqual(Draws(settings), Draws(settings with { Seed = 12 }));
    }

    [Fact]
    public void TryPick_Varies_WhenThereIsNoSeed() =>
        Assert.NotEqual(Draws(new SamplingSettings(Temperature: 2f)), Draws(new SamplingSettings(Temperature: 2f)));

    public static TheoryData<SamplingSettings, int[], int> Penalties => new()
    {
        // 3 / 2 = 1.5 for both, so 2 wins with its 2.
        { new SamplingSettings(RepetitionPenalty: 2f), [1, 3], 2 },
        // Only 1 was seen; 3 keeps its 3.
        { new SamplingSettings(RepetitionPenalty: 2f), [1], 3 },
        { new SamplingSettings(PresencePenalty: 1.5f), [1, 3, 3], 2 },
        // 3 − 2 · 0.8 = 1.4 for token 3, 3 − 0.8 = 2.2 for token 1.
        { new SamplingSettings(FrequencyPenalty: 0.8f), [1, 3, 3], 1 },
        // The window has moved past token 1.
        { new SamplingSettings(PresencePenalty: 2f, PenaltyWindowTokens: 2), [1, 0, 0], 1 },
        { new SamplingSettings(PresencePenalty: 2f, PenaltyWindowTokens: 0), [1], 1 },
    };

    [Theory]
    [MemberData(nameof(Penalties))]
    public void TryPick_AvoidsWhatWasSeen_WhenPenalized(SamplingSettings settings, int[] seen, int expected)
    {
        var fromPrompt = new Sampler(settings, seen);
        var fromAnswer = new Sampler(settings, []);
        foreach (var token in seen)
            fromAnswer.Accept(token);

        Assert.Equal(expected, Pick(fromPrompt, Logits));
        Assert.Equal(expected, Pick(fromAnswer, Logits));
    }

    [Fact]
    public void TryPick_LowersNegativeLogits_WhenPenalized() =>
        Assert.Equal(1, Pick(new Sampler(new SamplingSettings(RepetitionPenalty: 2f), [0]), [-1f, -1.5f]));

    [Fact]
    public void TryPick_AllocatesNothing_OnceItsWorkspaceIsThere()
    {
        var settings = new SamplingSettings(0.7f, TopP: 0.95f, TopK: 40, MinP: 0.01f, PresencePenalty: 0.1f, Seed: 3);
        var sampler = new Sampler(settings, [1, 2, 3]);
        var workspace = new SamplerWorkspace(Logits.Length);
        sampler.TryPick(Logits, workspace, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        sampler.TryPick(Logits, workspace, out _);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static int[] Draws(SamplingSettings settings)
    {
        var sampler = new Sampler(settings, []);
        return [.. Enumerable.Range(0, 50).Select(_ => Pick(sampler, Logits))];
    }

    private static int Pick(Sampler sampler, float[] logits)
    {
        Assert.True(sampler.TryPick(logits, new SamplerWorkspace(logits.Length), out var token));
        return token;
    }
}
