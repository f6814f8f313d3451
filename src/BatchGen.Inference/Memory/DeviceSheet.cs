using System.Collections.Immutable;
using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Memory;

/// <summary>Adds up what each device holds: the plan without its judgement.</summary>
internal sealed class DeviceSheet(ModelShape shape, PlanSettings settings, IReadOnlyList<DeviceBudget> budgets, RuntimeOverhead overhead)
{
    private readonly LayerPlacement _placement = LayerPlacement.Of(shape, settings, budgets);

    public static ImmutableArray<DevicePlan> Of(
        ModelShape shape, PlanSettings settings, IReadOnlyList<DeviceBudget> budgets, RuntimeOverhead overhead)
    {
        var sheet = new DeviceSheet(shape, settings, budgets, overhead);
        return [.. Enumerable.Range(0, budgets.Count).Select(sheet.Line)];
    }

    public static bool Fits(ModelShape shape, PlanSettings settings, IReadOnlyList<DeviceBudget> budgets, RuntimeOverhead overhead) =>
        Of(shape, settings, budgets, overhead).All(device => device.Verdict != PlanVerdict.DoesNotFit);

    private DevicePlan Line(int device)
    {
        var budget = budgets[device];
        var isCpu = device == _placement.CpuDevice;
        var placed = _placement.CountOn(device);
        return new DevicePlan(
            budget.Device.Name,
            budget.Device.Kind,
            placed,
            Weights(device, budget.Device.Packing),
            Kv(device),
            Compute(device),
            isCpu ? LogitsBytes() : 0,
            isCpu ? overhead.CpuBytes(shape) + (placed > 0 ? CpuWorkBuffer.Bytes(shape, settings) : 0) : placed > 0 ? overhead.GpuContextBytes : 0,
            budget.OtherBytes,
            budget.LimitBytes)
        {
            Description = budget.Device.Description,
        };
    }

    private long Weights(int device, WeightPacking packing)
    {
        var isPacked = packing == WeightPacking.Amx;
        var bytes = device == _placement.CpuDevice ? shape.InputBytes : 0;
        if (device == _placement.OutputDevice)
        {
            var copyOfInput = shape.TiedOutput && device != _placement.CpuDevice ? shape.InputBytes : 0;
            bytes += shape.OutputBytes + (isPacked ? shape.OutputAmxExtraBytes : 0) + copyOfInput;
        }

        for (var layer = 0; layer < shape.LayerCount; layer++)
        {
            if (_placement.LayerDevices[layer] == device)
                bytes += shape.Layers[layer].WeightBytes + (isPacked ? shape.Layers[layer].AmxExtraBytes : 0);
        }
        return bytes;
    }

    private long Kv(int device) =>
        KvCache.Bytes(shape, settings, layer => (settings.KvOnGpu ? _placement.LayerDevices[layer] : _placement.CpuDevice) == device);

    private long Compute(int device)
    {
        var computesHere = _placement.CountOn(device) > 0;
        if (device == _placement.CpuDevice)
            return computesHere ? ComputeBuffer.Bytes(shape, settings) : ComputeBuffer.HostInputBytes(shape, settings);
        return computesHere ? ComputeBuffer.Bytes(shape, settings, ComputeBuffer.GpuAlignment) : 0;
    }

    /// <summary>One float a vocabulary entry for each row of logits, at least one row a slot (llama_context::output_reserve).</summary>
    private long LogitsBytes() => 4L * shape.VocabularySize * Math.Max(settings.Slots, settings.OutputsMax ?? 0);
}
