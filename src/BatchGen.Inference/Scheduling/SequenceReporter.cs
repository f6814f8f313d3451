using BatchGen.Inference.Answers;
using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Scheduling;

/// <summary>Calls observers. Theirs is foreign code: whatever it throws ends its own sequence and nothing else.</summary>
internal sealed class SequenceReporter
{
    /// <summary>Hears of what observers threw; called on the loop's thread.</summary>
    public Action<ObserverError>? OnError { get; set; }

    /// <returns>Null, or why the sequence cannot go on.</returns>
    public SequenceFailure? Started(Sequence sequence) => Call(sequence, observer => observer.OnStarted());

    /// <inheritdoc cref="Started"/>
    public SequenceFailure? Text(Sequence sequence, AnswerDelta delta) =>
        delta.Text.Length == 0 ? null : Call(sequence, observer => observer.OnText(delta));

    public void Finished(Sequence sequence, SequenceResult result) =>
        Call(sequence, observer => observer.OnFinished(result));

    public void Failed(Sequence sequence, SequenceFailure failure) =>
        Failed(sequence.Id, sequence.Observer, failure);

    public void Failed(string id, ISequenceObserver observer, SequenceFailure failure) =>
        Call(id, observer, one => one.OnFailed(failure));

    private SequenceFailure? Call(Sequence sequence, Action<ISequenceObserver> report) =>
        Call(sequence.Id, sequence.Observer, report);

    private SequenceFailure? Call(string id, ISequenceObserver observer, Action<ISequenceObserver> report)
    {
        try
        {
            report(observer);
            return null;
        }
#pragma warning disable CA1031 // Any exception at all: other sequences must not pay for it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            OnError?.Invoke(new ObserverError(id, error));
            return new SequenceFailure("observer_failed", $"The receiver of this answer failed, so it was stopped: {ForeignMessage.Of(error)}");
        }
    }
}
