namespace BatchGen.Inference.Scheduling;

/// <param name="Code">Stable, documented in docs/errors.md: context_length_exceeded, cancelled, engine_step_failed …</param>
/// <param name="Message">A sentence: what, where, what to do.</param>
public sealed record SequenceFailure(string Code, string Message);
