namespace BatchGen.Inference.Scheduling;

/// <param name="Queued">From submission to the first step that carried one of its tokens.</param>
/// <param name="Prefill">From there to the first generated token.</param>
/// <param name="Decode">From there to the end.</param>
public sealed record SequenceTimings(TimeSpan Queued, TimeSpan Prefill, TimeSpan Decode);
