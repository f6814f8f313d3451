namespace BatchGen.Batches.Queries;

/// <summary>Milliseconds in the engine's queue, computing the prompt, and generating.</summary>
public sealed record ItemTimings(double QueuedMs, double PrefillMs, double DecodeMs);
