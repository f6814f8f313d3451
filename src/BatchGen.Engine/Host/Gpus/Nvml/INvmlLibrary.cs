namespace BatchGen.Engine.Host.Gpus.Nvml;

/// <summary>
/// What a driver says of its GPUs, counted from 0 in the driver's own order. Null where a card does not know it: notebook
/// cards have no power meter, slices of a card (MIG) no utilization.
/// </summary>
internal interface INvmlLibrary
{
    int CountDevices();

    string? GetName(int device);

    NvmlMemory? GetMemory(int device);

    int? GetTemperatureCelsius(int device);

    double? GetPowerWatts(int device);

    int? GetUtilizationPercent(int device);

    IReadOnlyList<NvmlProcess>? GetProcesses(int device);
}
