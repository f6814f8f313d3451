namespace BatchGen.Inference.Sizing;

/// <summary>What passes cost on a device, in bytes read: while few rows run, a pass is as long as its reading takes.</summary>
/// <param name="WeightBytes">Weights that every pass reads.</param>
/// <param name="CellBytes">Keys and values of one cell, all layers.</param>
/// <param name="AttentionWeight">
/// A byte of the cache that a row looks at, in bytes of weights. 1 where both wait for the same memory; a device that keeps the cache of many
/// rows at hand has less. To be measured: decode steps at two numbers of resident cells tell it.
/// </param>
public sealed record StepCost(long WeightBytes, long CellBytes, double AttentionWeight = 1);
