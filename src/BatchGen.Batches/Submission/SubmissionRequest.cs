using BatchGen.Batches.Prompts;
using BatchGen.Inference.Sampling;

namespace BatchGen.Batches.Submission;

/// <summary>One batch as a user hands it in.</summary>
public sealed record SubmissionRequest
{
    /// <summary>For people; cut at 200 characters. Empty takes the time of submission.</summary>
    public string Name { get; init; } = "";

    /// <summary>The batch's public id, when it was promised to somebody before; null makes a new one.</summary>
    public string? PublicId { get; init; }

    /// <summary>The endpoint every line must be for; null takes the first line's.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The GGUF file's path.</summary>
    public required string ModelPath { get; init; }

    /// <summary>Read once, from where it stands to its end; the caller disposes it.</summary>
    public required Stream Input { get; init; }

    public InputFormat Format { get; init; } = InputFormat.Detect;

    public OnBadLines OnBadLines { get; init; } = OnBadLines.Refuse;

    /// <summary>What requests without a system message get.</summary>
    public SystemPromptChoice SystemPrompt { get; init; } = SystemPromptChoice.English;

    /// <summary>For requests that do not say otherwise.</summary>
    public SamplingSettings Sampling { get; init; } = SamplingSettings.Greedy;

    /// <summary>Tokens to generate at most, for requests that do not say; null takes the engine's default.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Prompt and answer together; null takes the engine's own limit, which is also the most allowed.</summary>
    public int? ContextLimitTokens { get; init; }

    /// <summary>Higher goes first; 0 is normal.</summary>
    public int Priority { get; init; }
}
