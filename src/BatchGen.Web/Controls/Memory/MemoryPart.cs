namespace BatchGen.Web.Controls.Memory;

/// <summary>One part of a device's memory, as the bar shows it.</summary>
/// <param name="Key">The part's colour: weights, kv-used, kv-reserved, kv-free, compute, others, free, reserve, beyond.</param>
/// <param name="Explanation">In words, for whoever hovers.</param>
public sealed record MemoryPart(string Key, string Name, string Explanation, long Bytes);
