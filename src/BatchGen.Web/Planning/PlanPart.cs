using BatchGen.Inference.Memory;
using BatchGen.Web.Localization;

namespace BatchGen.Web.Planning;

/// <summary>One line of a plan: its name, what it is, and how many bytes of it a device holds.</summary>
/// <param name="Key">Names its texts.</param>
internal sealed record PlanPart(string Key, Func<DevicePlan, long> Bytes)
{
    public string Name => Texts<PlanTexts>.Of($"Part{Key}");

    public string Explanation => Texts<PlanTexts>.Of($"Part{Key}About");
}
