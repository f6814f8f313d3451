using BatchGen.Inference.Answers;

namespace BatchGen.Inference.Scheduling;

/// <summary>
/// Hears of one sequence. Every method is called on the loop's thread, between steps, and must return at once:
/// the GPU waits for it. Exactly one of <see cref="OnFinished"/> and <see cref="OnFailed"/> is called, last.
/// (Submitted to a loop that has ended, it hears of its failure on the submitter's thread.) Must not throw: that ends
/// the sequence with the code observer_failed.
/// </summary>
public interface ISequenceObserver
{
    /// <summary>False: nobody reads along, so the text is told once, at the end. Asked once a token.</summary>
    bool WantsText => true;

    /// <summary>Admitted: its cells are reserved and its first tokens go into the next step.</summary>
    void OnStarted();

    /// <summary>New text, never empty; only while <see cref="WantsText"/>.</summary>
    void OnText(AnswerDelta delta);

    void OnFinished(SequenceResult result);

    void OnFailed(SequenceFailure failure);
}
