using System.Text;

namespace BatchGen.Inference.Tools;

/// <summary>
/// Tells text from calls while an answer comes in pieces. What may still become a call is held back; a block that calls
/// no offered function is text like any other. An answer without calls comes out as it went in; beside calls, the
/// blank room around them is left out.
/// </summary>
/// <remarks>How the answer is cut into pieces changes nothing in what comes out, joined.</remarks>
public sealed class ToolCallReader(ToolOffer offer)
{
    private readonly StringBuilder _held = new();
    private string _spaces = "";
    private bool _isInBlock;
    private bool _hasText;

    public int CallCount { get; private set; }

    private bool IsOver => CallCount > 0 && !offer.AllowsSeveralCalls;

    /// <returns>What is decided now; may be nothing.</returns>
    public IReadOnlyList<AnswerPart> Append(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _held.Append(text);
        // Only a backtick can close a block: without one there is nothing new to judge.
        return _isInBlock && !text.Contains('`', StringComparison.Ordinal) ? [] : Decide(isLast: false);
    }

    /// <summary>No more will come.</summary>
    public IReadOnlyList<AnswerPart> Finish()
    {
        var parts = Decide(isLast: true);
        if (CallCount == 0 && _spaces.Length > 0)
            parts.Add(new TextPart(_spaces));
        return parts;
    }

    private List<AnswerPart> Decide(bool isLast)
    {
        var parts = new List<AnswerPart>();
        var text = _held.ToString();
        var position = 0;
        _isInBlock = false;
        while (position < text.Length && !IsOver)
        {
            var opening = text.IndexOf(ToolCallText.Opening, position, StringComparison.Ordinal);
            if (opening != position)
            {
                var end = opening >= 0 ? opening : isLast ? text.Length : text.Length - BeginningOfBlock(text.AsSpan(position));
                AddText(parts, text[position..end]);
                position = end;
                if (opening < 0)
                    break;
                continue;
            }

            var block = ToolCallBlock.Read(text.AsSpan(position), offer, isLast);
            _isInBlock = block is null;
            if (block is null)
                break;
            if (block.Call is { } call)
                AddCall(parts, call);
            else
                AddText(parts, text.Substring(position, block.Length));
            position += block.Length;
        }

        _held.Clear();
        if (!IsOver)
            _held.Append(text, position, text.Length - position);
        return parts;
    }

    /// <summary>Characters at the end that may be the start of a block.</summary>
    private static int BeginningOfBlock(ReadOnlySpan<char> text)
    {
        for (var length = Math.Min(ToolCallText.Opening.Length - 1, text.Length); length > 0; length--)
        {
            if (text.EndsWith(ToolCallText.Opening.AsSpan(0, length)))
                return length;
        }

        return 0;
    }

    /// <summary>Blank room waits for what comes after it: before a call it is left out.</summary>
    private void AddText(List<AnswerPart> parts, string text)
    {
        var all = _spaces + text;
        var shown = all.TrimEnd();
        _spaces = all[shown.Length..];
        if (!_hasText && CallCount > 0)
            shown = shown.TrimStart();
        if (shown.Length == 0)
            return;
        _hasText = true;
        parts.Add(new TextPart(shown));
    }

    private void AddCall(List<AnswerPart> parts, ToolCall call)
    {
        _spaces = "";
        CallCount++;
        parts.Add(new CallPart(call));
    }
}
