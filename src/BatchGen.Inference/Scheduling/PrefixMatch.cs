using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Scheduling;

/// <summary>A slot whose first cells hold the beginning of somebody's tokens.</summary>
/// <param name="Length">How many of them; 0 when no slot holds any.</param>
internal readonly record struct PrefixMatch(SlotId Slot, int Length);
