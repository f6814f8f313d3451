namespace BatchGen.LlamaCpp.Native;

/// <summary>One entry of llama.cpp's memory breakdown: a kind of buffer, on whose device it lies, and what it holds.</summary>
internal sealed record BufferUse(string Device, long WeightsBytes, long KvBytes, long ComputeBytes);
