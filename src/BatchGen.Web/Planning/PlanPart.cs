using BatchGen.Inference.Memory;

namespace BatchGen.Web.Planning;

/// <summary>One line of a plan: its name, what it is, and how many bytes of it a device holds.</summary>
internal sealed record PlanPart(string Name, string Explanation, Func<DevicePlan, long> Bytes);
