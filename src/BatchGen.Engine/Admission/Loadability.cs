using BatchGen.Engine.Client;
using BatchGen.Engine.Planning;
using BatchGen.Engine.Setup;
using BatchGen.Inference.Gguf;
using BatchGen.Inference.Memory;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sentences;
using Microsoft.Extensions.Options;

namespace BatchGen.Engine.Admission;

/// <summary>Whether models could be loaded at all under given limits, with nobody else on the machine.</summary>
public sealed class Loadability(IOptions<EngineOptions> options)
{
    /// <summary>
    /// Why limits leave none of the models loadable, as a sentence about the first that the machine itself could hold;
    /// null when one can be loaded, or when none could be without limits either.
    /// </summary>
    public Sentence? WhyNone(IReadOnlyList<string> modelPaths, IReadOnlyList<DeviceMemory> devices, IDeviceLimits limits)
    {
        Sentence? reason = null;
        foreach (var path in modelPaths)
        {
            if (Find(path) is not { } wish || Least(wish, devices, new WholeDeviceLimits(0)).Verdict == PlanVerdict.DoesNotFit)
                continue;
            var least = Least(wish, devices, limits);
            if (least.Verdict != PlanVerdict.DoesNotFit)
                return null;
            reason ??= $"No model could be loaded: {Path.GetFileName(path)} alone needs more, {WaitingReason.Needs(least)}.";
        }

        return reason;
    }

    /// <summary>What a model takes with the settings of section "Engine", nothing stepped down; null when the file is not fit to be loaded.</summary>
    /// <exception cref="PlanException">A setting is out of range for this model.</exception>
    public MemoryPlan? PlanDefault(string path, IReadOnlyList<DeviceMemory> devices, IDeviceLimits limits) =>
        Find(path) is { } wish ? MemoryPlanner.Plan(wish.Shape, wish.Plan, Budgets(wish, devices, limits)) : null;

    /// <summary>The same for a model whose headers are here and whose weights are not.</summary>
    /// <exception cref="GgufException">The header is refused.</exception>
    /// <exception cref="PlanException">A setting is out of range for this model.</exception>
    public MemoryPlan PlanHeader(string path, IReadOnlyList<DeviceMemory> devices, IDeviceLimits limits)
    {
        var file = GgufFile.Read(path);
        GgufSafety.Check(file);
        var wish = EngineWishes.Of(file, options.Value, EngineChoice.Standard);
        return MemoryPlanner.Plan(wish.Shape, wish.Plan, Budgets(wish, devices, limits));
    }

    private EngineWish? Find(string path)
    {
        try
        {
            return EngineWishes.Read(path, options.Value, EngineChoice.Standard);
        }
        catch (EngineException)
        {
            // Missing or damaged: no limit is to blame for that.
            return null;
        }
    }

    private static MemoryPlan Least(EngineWish wish, IReadOnlyList<DeviceMemory> devices, IDeviceLimits limits) => MemoryPlanner.Plan(
        wish.Shape,
        wish.LeastPlan,
        Budgets(wish, devices, limits));

    /// <summary>Of the devices that the model may lie on: another GPU's room is of no use to one that is pinned.</summary>
    private static IReadOnlyList<DeviceBudget> Budgets(EngineWish wish, IReadOnlyList<DeviceMemory> devices, IDeviceLimits limits) => wish.DevicesAmong(
        [.. devices.Select(device => new DeviceBudget(device, limits.Find(device.Name)?.UsableBytes(device.TotalBytes) ?? device.TotalBytes, 0))]);
}
