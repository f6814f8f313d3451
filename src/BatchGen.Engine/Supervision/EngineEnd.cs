using BatchGen.Inference.Sentences;

namespace BatchGen.Engine.Supervision;

/// <summary>How one process came to its end.</summary>
internal abstract record EngineEnd;

/// <param name="WasReady">Its model was loaded before.</param>
internal sealed record EngineDied(bool WasReady, Sentence Sentence) : EngineEnd;

/// <summary>On purpose.</summary>
internal sealed record EngineLeft : EngineEnd;
