using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Runtime;

/// <summary>
/// The input of one step: parallel columns, reused from step to step so that a step allocates nothing.
/// Row i is token <c>Tokens[i]</c> at position <c>Positions[i]</c> of slot <c>Slots[i]</c>.
/// </summary>
public sealed class StepInput(int capacity)
{
    private readonly int[] _tokens = new int[capacity];
    private readonly int[] _positions = new int[capacity];
    private readonly SlotId[] _slots = new SlotId[capacity];
    private readonly bool[] _wantsLogits = new bool[capacity];

    public int Capacity => _tokens.Length;

    public int Count { get; private set; }

    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, Count);

    public ReadOnlySpan<int> Positions => _positions.AsSpan(0, Count);

    public ReadOnlySpan<SlotId> Slots => _slots.AsSpan(0, Count);

    public ReadOnlySpan<bool> WantsLogits => _wantsLogits.AsSpan(0, Count);

    public void Clear() => Count = 0;

    /// <returns>The row's index, to read its logits after the step.</returns>
    /// <exception cref="InvalidOperationException">The step is full.</exception>
    public int Add(int token, int position, SlotId slot, bool wantsLogits)
    {
        if (Count == Capacity)
            throw new InvalidOperationException(InvariantText.Of($"The step is full: it takes {Capacity} tokens."));
        _tokens[Count] = token;
        _positions[Count] = position;
        _slots[Count] = slot;
        _wantsLogits[Count] = wantsLogits;
        return Count++;
    }
}
