using System.Text;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Scheduling;

namespace BatchGen.Inference.Answers;

/// <summary>One sequence's answer as it grows: its text, and when it is over.</summary>
internal sealed class Answer(IVocabulary vocabulary, SequenceRequest request, int maxNewTokens)
{
    private readonly Detokenizer _detokenizer = new();
    private readonly StopMatcher _stops = new(request.StopTexts);
    private readonly StringBuilder _text = new();
    private int _taken;

    /// <summary>Tokens drawn, the end token included.</summary>
    public int TokenCount { get; private set; }

    /// <summary>All text that may be shown: no stop text, no part of one while it is undecided, no half characters.</summary>
    public string Text => _text.ToString();

    /// <summary>Takes the next token.</summary>
    /// <returns>Why the answer is over now, or null when it goes on.</returns>
    public FinishReason? Add(int token)
    {
        TokenCount++;
        if (vocabulary.IsEndOfGeneration(token) || request.StopTokens.Contains(token))
            return Finish(FinishReason.Stop);
        _stops.Append(_detokenizer.Append(vocabulary.GetPiece(token)), _text);
        if (_stops.HasStopped)
            return FinishReason.Stop;
        return TokenCount < maxNewTokens ? null : Finish(FinishReason.Length);
    }

    /// <returns>The text that came since the last call; may be empty.</returns>
    public string TakeNew()
    {
        string text = _text.ToString(_taken, _text.Length - _taken);
        _taken = _text.Length;
        return text;
    }

    private FinishReason Finish(FinishReason reason)
    {
        _stops.Append(_detokenizer.Finish(), _text);
        _stops.Finish(_text);
        return _stops.HasStopped ? FinishReason.Stop : reason;
    }
}
