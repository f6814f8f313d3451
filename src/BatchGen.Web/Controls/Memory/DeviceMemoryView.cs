using BatchGen.Engine.Client;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Web.Controls.Memory;

/// <summary>A device's memory, cut into what takes it. The parts add up to the whole.</summary>
public sealed record DeviceMemoryView(string Title, long TotalBytes, long FreeBytes, IReadOnlyList<MemoryPart> Parts)
{
    /// <summary>Every device of a loaded engine; the model's own parts stand on the first GPU, or on the CPU without one.</summary>
    public static IReadOnlyList<DeviceMemoryView> Of(EngineStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        var home = status.Devices.FirstOrDefault(device => device.Kind is not DeviceKind.Cpu) ?? (status.Devices.Count > 0 ? status.Devices[0] : null);
        return [.. status.Devices.Select(device => Of(device, device == home ? OwnParts(status) : []))];
    }

    private static DeviceMemoryView Of(DeviceMemory device, IReadOnlyList<MemoryPart> own)
    {
        var others = Math.Max(0, device.TotalBytes - device.FreeBytes - own.Sum(part => part.Bytes));
        // Weights that are mapped from the file count as free memory for the system: what is free is then less than it says.
        var free = Math.Max(0, device.TotalBytes - others - own.Sum(part => part.Bytes));
        return new DeviceMemoryView($"{device.Name} · {device.Description}", device.TotalBytes, free,
        [
            .. own,
            new MemoryPart("others", "Others", "What other programs take on this device, and BatchGen's own overhead.", others),
            new MemoryPart("free", "Free", "What nobody takes.", free),
        ]);
    }

    private static List<MemoryPart> OwnParts(EngineStatus status)
    {
        if (status.Model is not { } model)
            return [];
        var parts = new List<MemoryPart> { new("weights", "Weights", "The model itself. A smaller quantization takes less.", model.Info.SizeBytes) };
        parts.AddRange(CacheParts(model.Context, status.Activity));
        parts.Add(new MemoryPart("compute", "Compute", "Working room of one step. Fewer tokens a micro step take less.", model.Context.ComputeBytes));
        return [.. parts.Where(part => part.Bytes > 0)];
    }

    private static IEnumerable<MemoryPart> CacheParts(ContextInfo context, LoopActivity? activity)
    {
        var used = Share(context, activity?.KvCellsUsed ?? 0);
        var reserved = Math.Max(used, Share(context, activity?.KvCellsReserved ?? 0));
        yield return new MemoryPart("kv-used", "KV used", "Tokens of the prompts and answers that run just now.", used);
        yield return new MemoryPart("kv-reserved", "KV reserved", "Promised to running prompts, so that none runs out of room.", reserved - used);
        yield return new MemoryPart("kv-free", "KV free", "Allocated for more prompts at once; a smaller context limit takes less.", context.KvBytes - reserved);
    }

    private static long Share(ContextInfo context, int cells) =>
        context.KvCells == 0 ? 0 : (long)(context.KvBytes * ((double)cells / context.KvCells));
}
