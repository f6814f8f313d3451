using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.DryRuns;

namespace BatchGen.Engine.Planning;

/// <summary>One line from the planning process.</summary>
/// <param name="Code">Set when it refused.</param>
/// <param name="Message">Why, as a sentence; set together with <paramref name="Code"/>.</param>
internal sealed record PlanHostReply(
    IReadOnlyList<DeviceMemory> Devices, IReadOnlyList<DeviceAllocation> Allocations, string? Code, string? Message);
