using BatchGen.Inference.Sentences;

namespace BatchGen.Engine.Supervision;

/// <summary>How one process came to its end.</summary>
internal abstract record EngineEnd;

/// <param name="WasReady">Its model was loaded before.</param>
/// <param name="LastBegun">Ids of the requests that it began last.</param>
internal sealed record EngineDied(bool WasReady, Sentence Sentence, IReadOnlyList<string> LastBegun) : EngineEnd;

/// <summary>A device did not give it what its plan says, at its load or at a step. Nothing that was in it is to blame.</summary>
internal sealed record EngineRanOutOfMemory(Sentence Sentence) : EngineEnd;

/// <summary>On purpose.</summary>
internal sealed record EngineLeft : EngineEnd;
