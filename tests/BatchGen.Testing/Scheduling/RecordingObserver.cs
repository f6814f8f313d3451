using System.Text;
using BatchGen.Inference.Answers;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Testing.Scheduling;

/// <summary>Remembers what it heard, and refuses what breaks the observer's contract.</summary>
public sealed class RecordingObserver : ISequenceObserver
{
    private readonly StringBuilder _text = new();

    public bool HasStarted { get; private set; }

    /// <summary>The deltas joined.</summary>
    public string Text => _text.ToString();

    public List<string> Deltas { get; } = [];

    public SequenceResult? Result { get; private set; }

    public SequenceFailure? Failure { get; private set; }

    public int Ends { get; private set; }

    /// <summary>Runs inside <see cref="OnStarted"/>, to act or to throw.</summary>
    public Action Started { get; init; } = () => { };

    /// <summary>Runs inside <see cref="OnText"/>.</summary>
    public Action<string> GotText { get; init; } = _ => { };

    /// <summary>Runs inside <see cref="OnFinished"/> and <see cref="OnFailed"/>.</summary>
    public Action Ended { get; init; } = () => { };

    public void OnStarted()
    {
        if (HasStarted || Ends > 0)
            throw new InvalidOperationException("Started twice, or after its end.");
        HasStarted = true;
        Started();
    }

    public void OnText(AnswerDelta delta)
    {
        if (!HasStarted || Ends > 0)
            throw new InvalidOperationException("Text before the start or after the end.");
        Deltas.Add(delta.Text);
        _text.Append(delta.Text);
        GotText(delta.Text);
    }

    public void OnFinished(SequenceResult result)
    {
        Ends++;
        Result = result;
        Ended();
    }

    public void OnFailed(SequenceFailure failure)
    {
        Ends++;
        Failure = failure;
        Ended();
    }
}
