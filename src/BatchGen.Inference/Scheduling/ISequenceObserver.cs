namespace BatchGen.Inference.Scheduling;

/// <summary>
/// Hears of one sequence. Every method is called on the loop's thread, between steps, and must return at once:
/// the GPU waits for it. Exactly one of <see cref="OnFinished"/> and <see cref="OnFailed"/> is called, last.
/// </summary>
public interface ISequenceObserver
{
    /// <summary>Admitted: its cells are reserved and its first tokens go into the next step.</summary>
    void OnStarted();

    /// <summary>New text, whole characters only, never a part of a stop text.</summary>
    void OnText(string delta);

    void OnFinished(SequenceResult result);

    void OnFailed(SequenceFailure failure);
}
