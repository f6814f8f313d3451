using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Planning;

/// <summary>One line from the planning process.</summary>
/// <param name="Runtime">What answers; null when it could not be loaded.</param>
/// <param name="Code">Set when it refused.</param>
/// <param name="Message">Why, as a sentence; set together with <paramref name="Code"/>.</param>
internal sealed record PlanHostReply(
    RuntimeInfo? Runtime, IReadOnlyList<DeviceMemory> Devices, IReadOnlyList<DeviceAllocation> Allocations, string? Code, string? Message);
