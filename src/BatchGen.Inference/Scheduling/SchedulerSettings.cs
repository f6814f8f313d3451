namespace BatchGen.Inference.Scheduling;

/// <param name="MaxPassedOver">
/// How many later sequences may take a slot while an earlier one still waits for enough free cells.
/// 0 keeps strict order; more keeps the slots fuller while a long prompt waits.
/// </param>
/// <param name="Order">Who goes first among equal priorities; null is <see cref="ArrivalOrder"/>.</param>
public sealed record SchedulerSettings(int MaxPassedOver = 16, ISequenceOrder? Order = null);
