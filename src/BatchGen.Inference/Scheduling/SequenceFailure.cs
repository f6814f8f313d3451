namespace BatchGen.Inference.Scheduling;

/// <param name="Code">Stable, documented in docs/errors.md: context_length_exceeded, cancelled, engine_step_failed …</param>
/// <param name="Message">A sentence: what, where, what to do.</param>
public sealed record SequenceFailure(string Code, string Message)
{
    /// <summary>Not begun, and not at fault: to be sent again as it is.</summary>
    public const string GivenBackCode = "engine_draining";

    internal static SequenceFailure GivenBack { get; } =
        new(GivenBackCode, "The engine is about to be loaded again and begins nothing new: send it again.");
}
