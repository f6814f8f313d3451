using BatchGen.Inference.Answers;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Engine.Client;

/// <summary>What the engine says of one request. Finished or failed comes exactly once, last.</summary>
public abstract record GenerationEvent(string Id);

/// <summary>The request is one that can run, and waits for a slot. Said only of requests whose text is streamed: somebody waits for them.</summary>
public sealed record GenerationQueued(string Id) : GenerationEvent(Id);

/// <summary>The request got a slot.</summary>
public sealed record GenerationStarted(string Id) : GenerationEvent(Id);

/// <param name="Tokens">Those that begin in the text and how likely they were; empty unless they were asked for.</param>
public sealed record GenerationText(string Id, string Delta, IReadOnlyList<TokenChances> Tokens) : GenerationEvent(Id)
{
    public GenerationText(string id, string delta)
        : this(id, delta, [])
    {
    }
}

public sealed record GenerationFinished(string Id, SequenceResult Result) : GenerationEvent(Id);

/// <summary>This request failed; the others go on.</summary>
public sealed record GenerationFailed(string Id, SequenceFailure Failure) : GenerationEvent(Id);
