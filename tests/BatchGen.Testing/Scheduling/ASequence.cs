using BatchGen.Inference.Sampling;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Testing.Scheduling;

/// <summary>Builds requests, greedy and of eight new tokens unless told otherwise.</summary>
public sealed class ASequence
{
    private SequenceRequest _request = new(
        "a", [.. "prompt"u8.ToArray().Select(value => (int)value)], MaxNewTokens: 8, ContextLimitTokens: 4096,
        SamplingSettings.Greedy, StopTexts: [], StopTokens: new HashSet<int>());

    public static implicit operator SequenceRequest(ASequence sequence) => sequence.Build();

    public ASequence Named(string id) => With(_request with { Id = id });

    /// <summary>A prompt of this many tokens.</summary>
    public ASequence WithPrompt(int tokens) => WithPrompt([.. Enumerable.Range(0, tokens).Select(i => 'a' + i % 26)]);

    public ASequence WithPrompt(int[] tokens) => With(_request with { PromptTokens = tokens });

    public ASequence WithMaxNewTokens(int tokens) => With(_request with { MaxNewTokens = tokens });

    public ASequence WithContextLimit(int tokens) => With(_request with { ContextLimitTokens = tokens });

    public ASequence WithPriority(int priority) => With(_request with { Priority = priority });

    public ASequence OfGroup(string? group) => With(_request with { Group = group });

    public ASequence WithStopTexts(params string[] texts) => With(_request with { StopTexts = texts });

    public ASequence WithStopTokens(params int[] tokens) => With(_request with { StopTokens = tokens.ToHashSet() });

    /// <summary>Tells how likely each token was, beside this many others.</summary>
    public ASequence TellingTokens(int likeliest) => With(_request with { LikeliestTokens = likeliest });

    public ASequence SampledWith(SamplingSettings sampling) => With(_request with { Sampling = sampling });

    public SequenceRequest Build() => _request;

    private ASequence With(SequenceRequest request)
    {
        _request = request;
        return this;
    }
}
