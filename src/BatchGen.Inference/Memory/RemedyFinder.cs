using System.Collections.Immutable;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Memory;

/// <summary>Tries every lever on a plan that does not fit or is tight, each alone, and words what it brings.</summary>
internal sealed class RemedyFinder(MemoryPlan plan, IReadOnlyList<DeviceBudget> budgets, RuntimeOverhead overhead)
{
    private readonly ModelShape _shape = plan.Shape;
    private readonly PlanSettings _settings = plan.Settings;

    /// <summary>What makes it fit first, then what saves most.</summary>
    public ImmutableArray<Remedy> Find()
    {
        Remedy?[] tried = [FlashAttention(), SmallerContext(), QuantizedKv(), FewerGpuLayers(), FewerSlots()];
        var useful = tried.OfType<Remedy>().Where(remedy => remedy.Fits || remedy.SavedBytes > 0)
            .OrderByDescending(remedy => remedy.Fits)
            .ThenByDescending(remedy => remedy.Kind == RemedyKind.SmallerContext)
            .ThenByDescending(remedy => remedy.SavedBytes)
            .ToList();
        if (plan.Verdict == PlanVerdict.DoesNotFit && !useful.Exists(remedy => remedy.Fits))
            useful.Insert(0, SmallerModel());
        return [.. useful];
    }

    private Remedy? FlashAttention()
    {
        if (_settings.FlashAttention)
            return null;
        var settings = _settings with { FlashAttention = true };
        return Try(RemedyKind.FlashAttention, settings, saved => $"Flash attention saves {ByteText.Of(saved)}.");
    }

    private Remedy? SmallerContext()
    {
        if (plan.LargestContextTokens == 0 || plan.LargestContextTokens >= _settings.ContextTokens)
            return null;
        var settings = _settings with { ContextTokens = plan.LargestContextTokens, KvCells = null };
        return Try(RemedyKind.SmallerContext, settings, _ => $"Largest context that fits: {ByteText.Count(plan.LargestContextTokens)} tokens.");
    }

    private Remedy? QuantizedKv()
    {
        if (_settings.KeyType.IsQuantized() && _settings.ValueType.IsQuantized())
            return null;
        var settings = _settings.WithKvType(KvType.Q8_0) with { FlashAttention = true };
        if (_shape.KeyLength % KvTypeBytes.Block(KvType.Q8_0).Elements != 0 || _shape.ValueLength % KvTypeBytes.Block(KvType.Q8_0).Elements != 0)
            return null;
        // Without flash attention an 8-bit cache cannot be had, so what is saved then is saved by both.
        var lever = _settings.FlashAttention ? "8-bit KV saves" : "8-bit KV with flash attention saves";
        return Try(RemedyKind.QuantizedKv, settings, saved => $"{lever} {ByteText.Of(saved)}.");
    }

    private Remedy? FewerSlots()
    {
        var slots = SlotFit.Largest(_shape, _settings, budgets, overhead);
        if (slots == 0 || slots >= _settings.Slots)
            return null;
        return Try(RemedyKind.FewerSlots, _settings with { Slots = slots, KvCells = null }, _ => InvariantText.Of($"{slots} of {_settings.Slots} slots fit."));
    }

    private Remedy? FewerGpuLayers()
    {
        if (plan.Devices.All(device => device.Kind == DeviceKind.Cpu || device.Verdict != PlanVerdict.DoesNotFit))
            return null;
        var layers = LayerFit.Largest(_shape, _settings, budgets, overhead);
        return Try(
            RemedyKind.FewerGpuLayers,
            _settings with { GpuLayers = layers },
            _ => InvariantText.Of($"{layers} of {_shape.PlaceableLayerCount} layers fit on the GPU; the rest on the CPU is slower."));
    }

    private Remedy SmallerModel()
    {
        var worst = plan.Devices.MinBy(device => device.HeadroomBytes)!;
        return new Remedy(
            RemedyKind.SmallerModel,
            _settings,
            0,
            false,
            $"No single setting makes it fit: {worst.Name} lacks {ByteText.Of(-worst.HeadroomBytes)}, and the weights there take "
            + $"{ByteText.Of(worst.WeightsBytes)}. Choose a smaller quantization, or raise the limit.");
    }

    private Remedy Try(RemedyKind kind, PlanSettings settings, Func<long, string> sentence)
    {
        var devices = DeviceSheet.Of(_shape, settings, budgets, overhead);
        var saved = plan.OwnBytes - devices.Sum(device => device.TotalBytes - device.OtherBytes);
        return new Remedy(kind, settings, saved, devices.All(device => device.Verdict != PlanVerdict.DoesNotFit), sentence(saved));
    }
}
