using BatchGen.Engine.Client;
using BatchGen.Inference.Chat;
using BatchGen.Inference.Grammars;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Engine.Host;

/// <summary>Turns a request into tokens for the loop, or says why not. Thread-safe.</summary>
internal sealed class RequestIntake(IVocabulary vocabulary, IChatTemplate template, int contextLimitTokens, int defaultMaxTokens)
{
    private const int MostLikeliestTokens = 20;

    private readonly PromptTokenizer _tokenizer = new(vocabulary);

    public IntakeDecision Prepare(string sequenceId, GenerationRequest request)
    {
        if (request.Sampling.Validate() is { Count: > 0 } problems)
            return new IntakeRefused(new SequenceFailure("value_out_of_range", string.Join(' ', problems)));
        if (request.MaxTokens is < 1)
            return new IntakeRefused(new SequenceFailure("value_out_of_range", "max_tokens must be 1 or more."));
        if (request.LikeliestTokens is < 0 or > MostLikeliestTokens)
            return new IntakeRefused(new SequenceFailure("value_out_of_range", $"top_logprobs must be between 0 and {MostLikeliestTokens}."));

        try
        {
            if (request.Grammar is not null)
                GbnfCheck.Require(request.Grammar);
            return new IntakeAccepted(Sequence(sequenceId, request));
        }
        catch (GrammarException refusal)
        {
            return new IntakeRefused(new SequenceFailure(GrammarException.Code, refusal.Message));
        }
        catch (PromptException refusal)
        {
            return new IntakeRefused(new SequenceFailure(refusal.Code, refusal.Message));
        }
    }

    /// <exception cref="PromptException">The messages cannot become a prompt.</exception>
    public int CountTokens(GenerationPrompt prompt) => _tokenizer.Tokenize(Segments(prompt)).Length;

    private SequenceRequest Sequence(string sequenceId, GenerationRequest request) => new(
        sequenceId,
        _tokenizer.Tokenize(Segments(request.Prompt)),
        request.MaxTokens ?? defaultMaxTokens,
        Math.Min(request.ContextLimitTokens ?? contextLimitTokens, contextLimitTokens),
        request.Sampling,
        [.. (request.Stop ?? []).Where(text => text.Length > 0)],
        StopTokens(request.Prompt),
        request.Priority,
        request.Grammar,
        request.LikeliestTokens,
        request.Group);

    private IReadOnlyList<PromptSegment> Segments(GenerationPrompt prompt) => prompt switch
    {
        ChatPrompt chat => template.Render(chat.Messages),
        SegmentPrompt segments => segments.Segments,
        _ => throw new ArgumentException($"Unknown kind of prompt: {prompt.GetType().Name}.", nameof(prompt)),
    };

    /// <summary>Ids come from the loaded vocabulary, never from constants: fine-tunes move them.</summary>
    private HashSet<int> StopTokens(GenerationPrompt prompt)
    {
        var pieces = prompt is SegmentPrompt segments ? template.StopPieces.Concat(segments.StopPieces) : template.StopPieces;
        var tokens = new HashSet<int>();
        foreach (var piece in pieces)
        {
            if (vocabulary.TryGetSpecial(piece, out var token))
                tokens.Add(token);
        }

        return tokens;
    }
}

internal abstract record IntakeDecision;

internal sealed record IntakeAccepted(SequenceRequest Sequence) : IntakeDecision;

internal sealed record IntakeRefused(SequenceFailure Failure) : IntakeDecision;
