using BatchGen.Batches.Data;
using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;
using BatchGen.Web.Localization;

namespace BatchGen.Web.Controls.Memory;

/// <summary>A device's memory, cut into what takes it. The parts add up to the whole.</summary>
/// <param name="FreeBytes">What may still be used: free under the limit.</param>
/// <param name="LimitBytes">What may be in use in all, the reserve included.</param>
/// <param name="PlannedBytes">What our engines were admitted with; 0 where no plan is known.</param>
/// <param name="MeasuredBytes">What is in use on the device, other programs included.</param>
public sealed record DeviceMemoryView(
    string Name, string Title, long TotalBytes, long FreeBytes, long LimitBytes, long PlannedBytes, long MeasuredBytes, IReadOnlyList<MemoryPart> Parts)
{
    /// <summary>Every device of a loaded engine, without limits.</summary>
    public static IReadOnlyList<DeviceMemoryView> Of(EngineStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return Of([status], limits: null);
    }

    /// <summary>Every device that an engine has told of, each once, with what all engines have on it.</summary>
    public static IReadOnlyList<DeviceMemoryView> Of(IReadOnlyList<EngineStatus> engines, IDeviceLimits? limits) => Of(Latest(engines), engines, limits);

    /// <summary>These devices, with what the engines have on them.</summary>
    public static IReadOnlyList<DeviceMemoryView> Of(
        IReadOnlyList<DeviceMemory> devices, IReadOnlyList<EngineStatus> engines, IDeviceLimits? limits) =>
        [.. devices.Select(device => Of(device, [.. engines.Select(engine => EngineShare.Of(engine, device))], limits?.Find(device.Name)))];

    /// <summary>Of another machine, as it last said: what its engines were admitted with is one part.</summary>
    public static IReadOnlyList<DeviceMemoryView> Of(IReadOnlyList<NodeDevice> devices) => [.. devices.Select(Of)];

    private static DeviceMemoryView Of(NodeDevice said)
    {
        var device = said.ToMemory();
        var used = device.TotalBytes - device.FreeBytes;
        var own = Math.Min(said.EngineBytes, device.TotalBytes);
        var others = Math.Clamp(used - own, 0, device.TotalBytes - own);
        var rest = device.TotalBytes - own - others;
        var allowed = AllowedBytes(device, said.Limit);
        var beyond = Math.Min(rest, device.TotalBytes - allowed);
        var reserve = Math.Min(rest - beyond, said.Limit?.ReserveBytes ?? 0);
        var free = rest - beyond - reserve;
        IEnumerable<MemoryPart> engines = own > 0 ? [new MemoryPart("engines", own)] : [];
        return new DeviceMemoryView(
            device.Name,
            $"{device.Name} · {DescriptionOf(device)}",
            device.TotalBytes,
            free,
            allowed,
            said.EngineBytes,
            used,
            [.. engines, .. RestParts(others, free, reserve, beyond)]);
    }

    private static IReadOnlyList<DeviceMemory> Latest(IReadOnlyList<EngineStatus> engines) =>
        engines.Where(engine => engine.Devices.Count > 0).MaxBy(engine => engine.At)?.Devices ?? [];

    private static DeviceMemoryView Of(DeviceMemory device, IReadOnlyList<EngineShare> shares, DeviceLimit? limit)
    {
        var own = shares.Sum(share => share.Bytes);
        var used = device.TotalBytes - device.FreeBytes;
        // Weights that are mapped from the file count as free memory for the system: what is free is then less than it says.
        var others = Math.Clamp(used - shares.Sum(share => share.SeenBytes), 0, Math.Max(0, device.TotalBytes - own));
        var rest = Math.Max(0, device.TotalBytes - others - own);
        var allowed = AllowedBytes(device, limit);
        var beyond = Math.Min(rest, device.TotalBytes - allowed);
        var reserve = Math.Min(rest - beyond, limit?.ReserveBytes ?? 0);
        var free = rest - beyond - reserve;
        return new DeviceMemoryView(
            device.Name, $"{device.Name} · {DescriptionOf(device)}", device.TotalBytes, free, allowed, shares.Sum(share => share.PlannedBytes), used,
            [.. EngineShare.PartsOf(shares), .. RestParts(others, free, reserve, beyond)]);
    }

    private static IEnumerable<MemoryPart> RestParts(long others, long free, long reserve, long beyond)
    {
        yield return new MemoryPart("others", others);
        yield return new MemoryPart("free", free);
        if (reserve > 0)
            yield return new MemoryPart("reserve", reserve);
        if (beyond > 0)
            yield return new MemoryPart("beyond", beyond);
    }

    private static long AllowedBytes(DeviceMemory device, DeviceLimit? limit) => limit is null
        ? device.TotalBytes
        : Math.Min(device.TotalBytes, limit.UsableBytes(device.TotalBytes) + limit.ReserveBytes);

    /// <summary>A GPU says its own name; the processor's memory has the reader's word for it.</summary>
    private static string DescriptionOf(DeviceMemory device) => Texts<MemoryTexts>.Find(device.Description) ?? device.Description;
}

/// <summary>Where a device's limit is set: its form on the page for administrators.</summary>
internal static class LimitPath
{
    /// <param name="node">The machine whose device it is; null is this one.</param>
    public static string Of(string device, string? node = null) => $"admin#{Uri.EscapeDataString(IdOf(device, node))}";

    /// <summary>The form's id in the page.</summary>
    public static string IdOf(string device, string? node) => node is null ? $"limit-{device}" : $"limit-{device}-{node}";
}

/// <summary>One part of a device's memory, as the bar shows it.</summary>
/// <param name="Key">Its colour and its text: weights, kv-used, kv-reserved, kv-free, compute, others, free, reserve, beyond.</param>
public sealed record MemoryPart(string Key, long Bytes);
