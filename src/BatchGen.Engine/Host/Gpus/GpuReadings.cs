using BatchGen.Engine.Client;
using BatchGen.Engine.Host.Gpus.Nvml;

namespace BatchGen.Engine.Host.Gpus;

/// <summary>Reads every NVIDIA GPU of the machine, other programs' share included.</summary>
/// <param name="library">Null without NVIDIA's driver: then there is nothing to read.</param>
/// <param name="processId">Whose memory is the engine's own.</param>
internal sealed class GpuReadings(INvmlLibrary? library, int processId)
{
    public IReadOnlyList<GpuReading> Read() =>
        library is null ? [] : [.. Enumerable.Range(0, library.CountDevices()).Select(device => Read(library, device)).OfType<GpuReading>()];

    /// <returns>Null for a card that was lost: it does not even tell its memory.</returns>
    private GpuReading? Read(INvmlLibrary nvml, int device)
    {
        if (nvml.GetMemory(device) is not { } memory)
            return null;
        return new GpuReading(
            device,
            nvml.GetName(device) ?? $"GPU {device}",
            (long)memory.Total,
            (long)memory.Used,
            OwnBytes(nvml, device) is { } own ? Math.Max(0, (long)memory.Used - own) : null,
            nvml.GetTemperatureCelsius(device),
            nvml.GetPowerWatts(device),
            nvml.GetUtilizationPercent(device));
    }

    /// <summary>Null when the driver does not tell, as on Windows, or numbers processes otherwise, as from within a container.</summary>
    private long? OwnBytes(INvmlLibrary nvml, int device)
    {
        var own = nvml.GetProcesses(device)?.Where(process => process.ProcessId == processId).ToList();
        return own is { Count: > 0 } && own.All(process => process.UsedBytes != NvmlProcess.NotAvailable)
            ? own.Sum(process => (long)process.UsedBytes)
            : null;
    }
}
