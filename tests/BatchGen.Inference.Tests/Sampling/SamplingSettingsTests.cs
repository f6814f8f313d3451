using BatchGen.Inference.Sampling;

namespace BatchGen.Inference.Tests.Sampling;

public sealed class SamplingSettingsTests
{
    public static TheoryData<SamplingSettings, string[]> Problems => new()
    {
        { new SamplingSettings(), [] },
        { new SamplingSettings(2f, 0f, 0, 1f, 1.3f, -2f, 2f, 0, 0), [] },
        { new SamplingSettings(Temperature: -0.1f), ["temperature is -0.1: it must be from 0 to 2."] },
        { new SamplingSettings(Temperature: float.NaN), ["temperature is NaN: it must be from 0 to 2."] },
        { new SamplingSettings(TopP: 1.5f), ["top_p is 1.5: it must be from 0 to 1."] },
        { new SamplingSettings(TopK: -1), ["top_k is -1: it must be 0 (keep all) or more."] },
        { new SamplingSettings(MinP: float.PositiveInfinity), ["min_p is Infinity: it must be from 0 to 1."] },
        { new SamplingSettings(RepetitionPenalty: 0f), ["repetition_penalty is 0: it must be from 0.1 to 10."] },
        { new SamplingSettings(FrequencyPenalty: 2.1f), ["frequency_penalty is 2.1: it must be from -2 to 2."] },
        { new SamplingSettings(PresencePenalty: -3f), ["presence_penalty is -3: it must be from -2 to 2."] },
        { new SamplingSettings(PenaltyWindowTokens: -1), ["penalty_window_tokens is -1: it must be 0 (off) or more."] },
        { new SamplingSettings(Temperature: 3f, TopP: -1f), ["temperature is 3: it must be from 0 to 2.", "top_p is -1: it must be from 0 to 1."] },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public void Validate_NamesEveryFieldOutOfRange_Always(SamplingSettings settings, string[] expected) =>
        Assert.Equal(expected, settings.Validate());
}
