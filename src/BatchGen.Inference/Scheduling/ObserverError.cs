namespace BatchGen.Inference.Scheduling;

/// <summary>An observer threw, which it must not: its sequence ends with observer_failed, the loop goes on.</summary>
public sealed record ObserverError(string SequenceId, Exception Error);
