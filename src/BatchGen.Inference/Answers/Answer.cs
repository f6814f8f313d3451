using System.Text;
using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Answers;

/// <summary>One sequence's answer as it grows: its text, and when it is over.</summary>
internal sealed class Answer(IVocabulary vocabulary, AnswerLimits limits)
{
    private readonly Detokenizer _detokenizer = new();
    private readonly StopMatcher _stops = new(limits.StopTexts);
    private readonly StringBuilder _text = new(Math.Min(4 * limits.MaxNewTokens, 4096));
    private readonly List<PlacedChances> _chances = [];
    private int _decoded;
    private int _taken;
    private int _takenChances;

    /// <summary>Tokens drawn, the end token included.</summary>
    public int TokenCount { get; private set; }

    /// <summary>All text that may be shown: no stop text, no part of one while it is undecided, no half characters.</summary>
    public string Text => _text.ToString();

    /// <summary>The tokens that the text is made of; empty unless they were added with their chances.</summary>
    public IReadOnlyList<TokenChances> Chances => [.. _chances.Where(IsShown).Select(placed => placed.Chances)];

    /// <summary>Takes the next token.</summary>
    /// <param name="chances">How likely it was; null when nobody asks.</param>
    /// <returns>Why the answer is over now, or null when it goes on.</returns>
    public FinishReason? Add(int token, TokenChances? chances = null)
    {
        TokenCount++;
        if (vocabulary.IsEndOfGeneration(token) || limits.StopTokens.Contains(token))
            return Finish(FinishReason.Stop);
        if (chances is not null)
            _chances.Add(new PlacedChances(_decoded, chances));
        var characters = _detokenizer.Append(vocabulary.GetPiece(token));
        _decoded += characters.Length;
        _stops.Append(characters, _text);
        if (_stops.HasStopped)
            return FinishReason.Stop;
        return TokenCount < limits.MaxNewTokens ? null : Finish(FinishReason.Length);
    }

    /// <returns>What came since the last call.</returns>
    public AnswerDelta TakeNew()
    {
        var text = _text.ToString(_taken, _text.Length - _taken);
        _taken = _text.Length;
        if (_takenChances == _chances.Count)
            return new AnswerDelta(text, []);
        List<TokenChances> chances = [.. _chances.Skip(_takenChances).TakeWhile(IsShown).Select(placed => placed.Chances)];
        _takenChances += chances.Count;
        return new AnswerDelta(text, chances);
    }

    private bool IsShown(PlacedChances placed) => placed.Start < _text.Length;

    private FinishReason Finish(FinishReason reason)
    {
        _stops.Append(_detokenizer.Finish(), _text);
        _stops.Finish(_text);
        return _stops.HasStopped ? FinishReason.Stop : reason;
    }
}
