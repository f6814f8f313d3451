namespace BatchGen.Web.Controls.Memory;

/// <summary>One part of a device's memory, as the bar shows it.</summary>
/// <param name="Key">Its colour and its text: weights, kv-used, kv-reserved, kv-free, compute, others, free, reserve, beyond.</param>
public sealed record MemoryPart(string Key, long Bytes);
