using BatchGen.Engine.Planning;

namespace BatchGen.Batches.Limits;

/// <summary>What became of a change.</summary>
public abstract record LimitOutcome;

/// <param name="Limit">What holds now; null means all of the device.</param>
public sealed record LimitChanged(DeviceLimit? Limit) : LimitOutcome;

/// <param name="Code">One of <see cref="LimitErrorCodes"/>.</param>
/// <param name="Message">What is wrong and what range is possible.</param>
public sealed record LimitRefused(string Code, string Message) : LimitOutcome;
