using BatchGen.Engine.Client;
using BatchGen.Inference.Answers;
using BatchGen.Inference.Sampling;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Engine.Protocol;

internal static class GenerationMapping
{
    public static GenerateRequest ToWire(this GenerationRequest request)
    {
        var wire = new GenerateRequest
        {
            Id = request.Id,
            Prompt = request.Prompt.ToWire(),
            Sampling = ToWire(request.Sampling),
            Priority = request.Priority,
            StreamText = request.StreamText,
        };
        if (request.MaxTokens is { } maxTokens)
            wire.MaxTokens = maxTokens;
        if (request.ContextLimitTokens is { } limit)
            wire.ContextLimitTokens = limit;
        if (request.Grammar is { } grammar)
            wire.Grammar = grammar;
        if (request.LikeliestTokens is { } likeliest)
            wire.LikeliestTokens = likeliest;
        if (request.Group is { } group)
            wire.Group = group;
        wire.Stop.AddRange(request.Stop ?? []);
        return wire;
    }

    public static GenerationRequest FromWire(this GenerateRequest wire) => new(
        wire.Id,
        wire.Prompt.FromWire(),
        FromWire(wire.Sampling),
        wire.HasMaxTokens ? wire.MaxTokens : null,
        [.. wire.Stop],
        wire.HasContextLimitTokens ? wire.ContextLimitTokens : null,
        wire.Priority,
        wire.StreamText,
        wire.HasGrammar ? wire.Grammar : null,
        wire.HasLikeliestTokens ? wire.LikeliestTokens : null,
        wire.HasGroup ? wire.Group : null);

    public static GenerateEvent ToWire(this GenerationEvent @event) => @event switch
    {
        GenerationQueued => new GenerateEvent { Id = @event.Id, Queued = new QueuedWire() },
        GenerationStarted => new GenerateEvent { Id = @event.Id, Started = new StartedWire() },
        GenerationText text => new GenerateEvent { Id = @event.Id, Text = new TextWire { Delta = text.Delta, Tokens = { text.Tokens.ToWire() } } },
        GenerationFinished finished => new GenerateEvent { Id = @event.Id, Finished = ToWire(finished.Result) },
        GenerationFailed failed => new GenerateEvent
        {
            Id = @event.Id,
            Failed = new FailedWire { Code = failed.Failure.Code, Message = failed.Failure.Message },
        },
        _ => throw new ArgumentException($"Unknown kind of event: {@event.GetType().Name}.", nameof(@event)),
    };

    public static GenerationEvent FromWire(this GenerateEvent wire) => wire.EventCase switch
    {
        GenerateEvent.EventOneofCase.Queued => new GenerationQueued(wire.Id),
        GenerateEvent.EventOneofCase.Started => new GenerationStarted(wire.Id),
        GenerateEvent.EventOneofCase.Text => new GenerationText(wire.Id, wire.Text.Delta, wire.Text.Tokens.FromWire()),
        GenerateEvent.EventOneofCase.Finished => new GenerationFinished(wire.Id, FromWire(wire.Finished)),
        GenerateEvent.EventOneofCase.Failed =>
            new GenerationFailed(wire.Id, new SequenceFailure(wire.Failed.Code, wire.Failed.Message)),
        _ => throw new ArgumentException("The event carries nothing.", nameof(wire)),
    };

    private static SamplingWire ToWire(SamplingSettings sampling)
    {
        var wire = new SamplingWire
        {
            Temperature = sampling.Temperature,
            TopP = sampling.TopP,
            TopK = sampling.TopK,
            MinP = sampling.MinP,
            RepetitionPenalty = sampling.RepetitionPenalty,
            FrequencyPenalty = sampling.FrequencyPenalty,
            PresencePenalty = sampling.PresencePenalty,
            PenaltyWindowTokens = sampling.PenaltyWindowTokens,
        };
        if (sampling.Seed is { } seed)
            wire.Seed = seed;
        return wire;
    }

    private static SamplingSettings FromWire(SamplingWire wire) => new(
        wire.Temperature,
        wire.TopP,
        wire.TopK,
        wire.MinP,
        wire.RepetitionPenalty,
        wire.FrequencyPenalty,
        wire.PresencePenalty,
        wire.PenaltyWindowTokens,
        wire.HasSeed ? wire.Seed : null);

    private static FinishedWire ToWire(SequenceResult result) => new()
    {
        Text = result.Text,
        CutByLength = result.FinishReason == FinishReason.Length,
        PromptTokens = result.PromptTokens,
        CachedTokens = result.CachedTokens,
        CompletionTokens = result.CompletionTokens,
        QueuedTicks = result.Timings.Queued.Ticks,
        PrefillTicks = result.Timings.Prefill.Ticks,
        DecodeTicks = result.Timings.Decode.Ticks,
        TellsTokens = result.Tokens is not null,
        Tokens = { (result.Tokens ?? []).ToWire() },
    };

    private static SequenceResult FromWire(FinishedWire wire) => new(
        wire.Text,
        wire.CutByLength ? FinishReason.Length : FinishReason.Stop,
        wire.PromptTokens,
        wire.CachedTokens,
        wire.CompletionTokens,
        new SequenceTimings(
            TimeSpan.FromTicks(wire.QueuedTicks),
            TimeSpan.FromTicks(wire.PrefillTicks),
            TimeSpan.FromTicks(wire.DecodeTicks)),
        wire.TellsTokens ? wire.Tokens.FromWire() : null);
}
