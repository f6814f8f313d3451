namespace BatchGen.Inference.Runtime;

/// <summary>What llama.cpp says it takes on one device for a model and a context; in bytes.</summary>
/// <param name="Device">ggml's name; buffers that a GPU's driver pins in main memory count as "CPU".</param>
/// <param name="WeightsBytes">Null where the library does not say it.</param>
/// <param name="KvBytes">Null where the library does not say it.</param>
/// <param name="ComputeBytes">Where only the log says it, right to 0.01 MiB.</param>
public sealed record DeviceAllocation(string Device, long? WeightsBytes, long? KvBytes, long ComputeBytes)
{
    internal const string MainMemory = "CPU";
}
