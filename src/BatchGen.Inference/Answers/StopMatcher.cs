using System.Text;

namespace BatchGen.Inference.Answers;

/// <summary>
/// Lets an answer's text through until a stop text is met, and holds back what could still become one.
/// Judged character by character, so how the text is cut into tokens changes nothing: the stop text that is complete
/// first ends the answer; of several that are complete at the same character, the longest, as it starts first.
/// </summary>
public sealed class StopMatcher
{
    private readonly StopProgress[] _stops;
    private readonly StringBuilder _held = new();

    /// <exception cref="ArgumentException">One of the texts is not <see cref="IsUsable"/>.</exception>
    public StopMatcher(IReadOnlyList<string> stopTexts)
    {
        ArgumentNullException.ThrowIfNull(stopTexts);
        if (!stopTexts.All(IsUsable))
            throw new ArgumentException("A stop text is empty or not valid Unicode.", nameof(stopTexts));
        _stops = [.. stopTexts.Select(text => new StopProgress(text))];
    }

    /// <summary>A stop text was met: all text before it was released, nothing after it will be.</summary>
    public bool HasStopped { get; private set; }

    /// <summary>At least one character, and whole ones: half a surrogate pair would cut the answer's characters in two.</summary>
    public static bool IsUsable(string stopText)
    {
        if (string.IsNullOrEmpty(stopText))
            return false;
        for (var i = 0; i < stopText.Length; i++)
        {
            if (char.IsSurrogatePair(stopText, i))
                i++;
            else if (char.IsSurrogate(stopText[i]))
                return false;
        }

        return true;
    }

    /// <summary>Takes the answer's next characters and appends to <paramref name="released"/> what is safe to show.</summary>
    public void Append(ReadOnlySpan<char> text, StringBuilder released)
    {
        ArgumentNullException.ThrowIfNull(released);
        if (text.IsEmpty)
            return;
        var open = 0;
        foreach (var next in text)
        {
            if (HasStopped)
                break;
            _held.Append(next);
            open = Advance(next);
        }

        Release(_held.Length - open, released);
    }

    /// <summary>The answer is over: what is held back will not become a stop text any more.</summary>
    public void Finish(StringBuilder released)
    {
        ArgumentNullException.ThrowIfNull(released);
        Release(_held.Length, released);
    }

    /// <returns>How many characters at the end of the held text could become a stop text.</returns>
    private int Advance(char next)
    {
        var open = 0;
        var complete = 0;
        foreach (var stop in _stops)
        {
            stop.Advance(next);
            open = Math.Max(open, stop.Matched);
            complete = Math.Max(complete, stop.IsComplete ? stop.Matched : 0);
        }

        if (complete == 0)
            return open;
        HasStopped = true;
        _held.Length -= complete;
        return 0;
    }

    private void Release(int count, StringBuilder released)
    {
        released.Append(_held, 0, count);
        _held.Remove(0, count);
    }
}
