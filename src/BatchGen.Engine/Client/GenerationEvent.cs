using BatchGen.Inference.Scheduling;

namespace BatchGen.Engine.Client;

/// <summary>What the engine says of one request. Finished or failed comes exactly once, last.</summary>
public abstract record GenerationEvent(string Id);

/// <summary>The request got a slot.</summary>
public sealed record GenerationStarted(string Id) : GenerationEvent(Id);

public sealed record GenerationText(string Id, string Delta) : GenerationEvent(Id);

public sealed record GenerationFinished(string Id, SequenceResult Result) : GenerationEvent(Id);

/// <summary>This request failed; the others go on.</summary>
public sealed record GenerationFailed(string Id, SequenceFailure Failure) : GenerationEvent(Id);
