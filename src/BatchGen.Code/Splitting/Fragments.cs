using BatchGen.Code.Outlines;

namespace BatchGen.Code.Splitting;

/// <summary>A text in the smallest pieces it will be cut into, with the tokens of each. Fragment i begins at boundary i.</summary>
internal sealed class Fragments
{
    private readonly Boundary[] _starts;
    private readonly long[] _tokensBefore;

    /// <param name="starts">The first at offset 0.</param>
    public Fragments(string text, Boundary[] starts, int[] tokens)
    {
        Text = text;
        _starts = starts;
        _tokensBefore = new long[tokens.Length + 1];
        for (var i = 0; i < tokens.Length; i++)
            _tokensBefore[i + 1] = _tokensBefore[i] + tokens[i];
    }

    public string Text { get; }

    public int Count => _starts.Length;

    public long TotalTokens => _tokensBefore[^1];

    public Boundary GetStart(int fragment) => _starts[fragment];

    public int GetOffset(int fragment) => fragment < _starts.Length ? _starts[fragment].Offset : Text.Length;

    public string GetText(int first, int end) => Text[GetOffset(first)..GetOffset(end)];

    /// <summary>The sum over the fragments from first up to end.</summary>
    public long GetTokens(int first, int end) => _tokensBefore[end] - _tokensBefore[first];

    /// <summary>The farthest end such that the fragments from first up to it sum to no more than the room; first itself if none fits.</summary>
    public int FindReach(int first, long room)
    {
        var low = first;
        var high = Count;
        while (low < high)
        {
            var middle = high - ((high - low) / 2);
            if (GetTokens(first, middle) <= room)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }
}
