using BatchGen.Inference.Memory;
using BatchGen.Web.Localization;

namespace BatchGen.Web.Planning;

/// <summary>The lines of a plan, in the order in which they are shown everywhere.</summary>
internal static class PlanParts
{
    public static PlanPart Weights { get; } = new("Weights", device => device.WeightsBytes);

    public static PlanPart Kv { get; } = new("Kv", device => device.KvBytes);

    public static PlanPart Compute { get; } = new("Compute", device => device.ComputeBytes);

    public static PlanPart Output { get; } = new("Output", device => device.OutputBytes);

    public static PlanPart Overhead { get; } = new("Overhead", device => device.OverheadBytes);

    public static PlanPart Other { get; } = new("Other", device => device.OtherBytes);

    public static IReadOnlyList<PlanPart> All { get; } =
    [
        Weights,
        Kv,
        Compute,
        Output,
        Overhead,
        Other,
        new("Total", device => device.TotalBytes),
        new("Limit", device => device.LimitBytes),
        new("Headroom", device => device.HeadroomBytes),
    ];
}

/// <summary>One line of a plan: its name, what it is, and how many bytes of it a device holds.</summary>
/// <param name="Key">Names its texts.</param>
internal sealed record PlanPart(string Key, Func<DevicePlan, long> Bytes)
{
    public string Name => Texts<PlanTexts>.Of($"Part{Key}");

    public string Explanation => Texts<PlanTexts>.Of($"Part{Key}About");
}
