namespace BatchGen.Inference.Memory;

/// <summary>What llama.cpp's own dry run said of one device, in bytes.</summary>
/// <param name="Name">ggml's name of the device, as in <see cref="DevicePlan.Name"/>.</param>
public sealed record DeviceDryRun(string Name, long WeightsBytes, long KvBytes, long ComputeBytes);
