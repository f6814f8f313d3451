using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sampling;

namespace BatchGen.Runtime.Contract.Contexts;

/// <summary>Logits as the samplers get them: what is drawn is a matter of logits and seed alone.</summary>
public abstract class SamplingContract(RuntimeUnderTest runtime)
{
    private const int AnswerTokens = 32;

    [Fact]
    public void GetLogits_GivesOneFiniteNumberATokenOfTheVocabulary()
    {
        using var context = runtime.CreateContext(cells: 256, slots: 1);
        TestDecoding.Fill(context, new SlotId(0), cells: 8);

        var logits = context.GetLogits(7).ToArray();

        Assert.Equal(runtime.SharedModel.Vocabulary.Size, logits.Length);
        Assert.All(logits, logit => Assert.True(float.IsFinite(logit)));
        Assert.True(logits.Distinct().Count() > logits.Length / 2, "The logits are nearly all the same.");
    }

    [Fact]
    public void GetLogits_GivesADistribution_WhoseLikeliestIsTheGreedyChoice()
    {
        using var context = runtime.CreateContext(cells: 256, slots: 1);
        TestDecoding.Fill(context, new SlotId(0), cells: 8);

        var logits = context.GetLogits(7).ToArray();

        var normalizer = LogProbabilities.Normalizer(logits);
        Assert.Equal(1, logits.Sum(logit => Math.Exp(LogProbabilities.Of(logit, normalizer))), precision: 9);
        Assert.Equal(Array.IndexOf(logits, logits.Max()), LogProbabilities.Likeliest(logits, 20)[0]);
    }

    [Fact]
    public void GetLogits_GivesTheRowThatIsAskedFor_WhenSeveralHaveLogits()
    {
        using var context = runtime.CreateContext(cells: 256, slots: 2);
        var together = new StepInput(2);
        together.Add(token: 'a', position: 0, new SlotId(0), wantsLogits: true);
        together.Add(token: 'b', position: 0, new SlotId(1), wantsLogits: true);

        Assert.Equal(DecodeStatus.Ok, context.Decode(together));

        AssertClose(LogitsOf('a'), context.GetLogits(0).ToArray());
        AssertClose(LogitsOf('b'), context.GetLogits(1).ToArray());
    }

    [Fact]
    public void Sampling_GivesTheSameAnswer_ForTheSameSeedOnly()
    {
        var settings = new SamplingSettings(Temperature: 0.9f, TopP: 0.95f, TopK: 40, Seed: 7);

        Assert.Equal(Sample(settings), Sample(settings));
        Assert.NotEqual(Sample(settings), Sample(settings with { Seed = 8 }));
    }

    [Fact]
    public void Sampling_TakesTheLikeliest_AtTemperatureZero() =>
        Assert.Equal(runtime.Alone(runtime.Tokens("return"), AnswerTokens), Sample(SamplingSettings.Greedy));

    /// <summary>Sums are taken in another order when there are more rows; a wrong row is off by the logits' own size, about 1.</summary>
    private static void AssertClose(float[] expected, float[] actual) =>
        Assert.All(expected.Zip(actual, (first, second) => Math.Abs(first - second)), difference => Assert.InRange(difference, 0, 0.001f));

    private float[] LogitsOf(int token)
    {
        using var context = runtime.CreateContext(cells: 256, slots: 1);
        var step = new StepInput(1);
        step.Add(token, position: 0, new SlotId(0), wantsLogits: true);
        Assert.Equal(DecodeStatus.Ok, context.Decode(step));
        return context.GetLogits(0).ToArray();
    }

    private int[] Sample(SamplingSettings settings)
    {
        var tokens = runtime.Tokens("return").ToList();
        var promptTokens = tokens.Count;
        var sampler = new Sampler(settings, tokens.ToArray());
        var workspace = new SamplerWorkspace(runtime.SharedModel.Vocabulary.Size);
        using var context = runtime.CreateContext(cells: 256, slots: 1);
        var step = new StepInput(promptTokens);
        for (var decoded = 0; tokens.Count < promptTokens + AnswerTokens;)
        {
            step.Clear();
            for (; decoded < tokens.Count; decoded++)
                step.Add(tokens[decoded], decoded, new SlotId(0), wantsLogits: decoded == tokens.Count - 1);
            Assert.Equal(DecodeStatus.Ok, context.Decode(step));
            Assert.True(sampler.TryPick(context.GetLogits(step.Count - 1), workspace, out var token));
            sampler.Accept(token);
            tokens.Add(token);
        }

        return [.. tokens.Skip(promptTokens)];
    }
}
