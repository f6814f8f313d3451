using BatchGen.Engine.Host.Gpus.Nvml;

namespace BatchGen.Engine.Tests.Host.Gpus;

/// <summary>A driver with the cards it is given.</summary>
internal sealed class FakeNvml(params FakeNvml.Card[] cards) : INvmlLibrary
{
    public int CountDevices() => cards.Length;

    public string? GetName(int device) => cards[device].Name;

    public NvmlMemory? GetMemory(int device) =>
        cards[device].TotalBytes is { } total ? new NvmlMemory { Total = total, Used = cards[device].UsedBytes, Free = total - cards[device].UsedBytes } : null;

    public int? GetTemperatureCelsius(int device) => cards[device].Celsius;

    public double? GetPowerWatts(int device) => cards[device].Watts;

    public int? GetUtilizationPercent(int device) => cards[device].Percent;

    public IReadOnlyList<NvmlProcess>? GetProcesses(int device) => cards[device].Processes;

    /// <param name="TotalBytes">Null for a card that fell off the bus.</param>
    internal sealed record Card(
        string? Name,
        ulong? TotalBytes,
        ulong UsedBytes,
        int? Celsius = null,
        double? Watts = null,
        int? Percent = null,
        IReadOnlyList<NvmlProcess>? Processes = null);
}
