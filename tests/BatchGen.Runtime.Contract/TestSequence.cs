using BatchGen.Inference.Runtime;

namespace BatchGen.Runtime.Contract;

/// <summary>One sequence decoded greedily: its prompt, then one token a step.</summary>
public sealed class TestSequence(SlotId slot, int[] prompt)
{
    private readonly List<int> _tokens = [.. prompt];
    private int _decoded;
    private int _row = -1;

    public SlotId Slot => slot;

    public IEnumerable<int> Answer => _tokens.Skip(prompt.Length);

    /// <summary>Begins after cells that are there already.</summary>
    public void SkipPrefix(int length) => _decoded = length;

    /// <summary>Adds at most <paramref name="most"/> of the tokens not decoded yet, and asks for logits with the last of all.</summary>
    public void AddTo(StepInput step, int most)
    {
        _row = -1;
        for (var added = 0; added < most && _decoded < _tokens.Count; added++, _decoded++)
        {
            var isLast = _decoded == _tokens.Count - 1;
            var row = step.Add(_tokens[_decoded], _decoded, slot, isLast);
            if (isLast)
                _row = row;
        }
    }

    public void TakeNext(IRuntimeContext context)
    {
        if (_row >= 0)
            _tokens.Add(IndexOfLargest(context.GetLogits(_row)));
    }

    private static int IndexOfLargest(ReadOnlySpan<float> logits)
    {
        var largest = 0;
        for (var token = 1; token < logits.Length; token++)
            largest = logits[token] > logits[largest] ? token : largest;
        return largest;
    }
}
