using BatchGen.Engine.Client;

namespace BatchGen.Engine.Protocol;

internal static class GpuMapping
{
    public static GpuWire ToWire(this GpuReading reading)
    {
        var wire = new GpuWire { Index = reading.Index, Name = reading.Name, TotalBytes = reading.TotalBytes, UsedBytes = reading.UsedBytes };
        if (reading.UsedByOthersBytes is { } others)
            wire.UsedByOthersBytes = others;
        if (reading.TemperatureCelsius is { } temperature)
            wire.TemperatureCelsius = temperature;
        if (reading.PowerWatts is { } power)
            wire.PowerWatts = power;
        if (reading.UtilizationPercent is { } utilization)
            wire.UtilizationPercent = utilization;
        return wire;
    }

    public static GpuReading FromWire(this GpuWire wire) => new(
        wire.Index,
        wire.Name,
        wire.TotalBytes,
        wire.UsedBytes,
        wire.HasUsedByOthersBytes ? wire.UsedByOthersBytes : null,
        wire.HasTemperatureCelsius ? wire.TemperatureCelsius : null,
        wire.HasPowerWatts ? wire.PowerWatts : null,
        wire.HasUtilizationPercent ? wire.UtilizationPercent : null);
}
