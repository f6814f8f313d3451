using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Scheduling;

/// <summary>
/// The loop's picture of the KV cache: the tokens that each slot's cells hold, and how many cells are taken. A cell that several
/// slots see counts once. Its numbers for cells are its own; llama.cpp places rows where it likes.
/// </summary>
/// <remarks>Slots share cells only from their beginning on, so of a slot's cells those that others see too come first.</remarks>
internal sealed class CellLedger
{
    private readonly KvLayout _layout;
    private readonly int[][] _tokens;
    private readonly int[][] _cells;
    private readonly int[] _counts;
    private readonly bool[] _isRunning;
    private readonly int[] _owners;
    private readonly int[] _runningOwners;
    private readonly int[] _free;
    private int _freeCount;

    public CellLedger(ContextInfo context)
    {
        _layout = context.Layout;
        _tokens = new int[context.Slots][];
        _cells = new int[context.Slots][];
        Array.Fill(_tokens, []);
        Array.Fill(_cells, []);
        _counts = new int[context.Slots];
        _isRunning = new bool[context.Slots];
        _owners = new int[context.KvCells];
        _runningOwners = new int[context.KvCells];
        _free = [.. Enumerable.Range(0, context.KvCells).Reverse()];
        _freeCount = context.KvCells;
    }

    /// <summary>Cells that hold a token.</summary>
    public int Used => _owners.Length - _freeCount;

    /// <summary>Of those, the ones that a running sequence needs.</summary>
    public int UsedByRunning { get; private set; }

    /// <summary>The tokens a slot's cells hold, from position 0 on.</summary>
    public ReadOnlySpan<int> TokensOf(SlotId slot) => _tokens[slot.Value].AsSpan(0, _counts[slot.Value]);

    public int CountOf(SlotId slot) => _counts[slot.Value];

    /// <summary>Of the slot's first <paramref name="length"/> cells, how many running sequences need already.</summary>
    public int RunningCells(SlotId slot, int length)
    {
        var running = 0;
        while (running < length && _runningOwners[_cells[slot.Value][running]] > 0)
            running++;
        return running;
    }

    /// <summary>Of the slot's cells, how many no other slot sees: what trimming it would free.</summary>
    public int OwnCells(SlotId slot)
    {
        var own = 0;
        for (var i = _counts[slot.Value] - 1; i >= 0 && _owners[_cells[slot.Value][i]] == 1; i--)
            own++;
        return own;
    }

    /// <summary>A sequence begins or ends to run in the slot.</summary>
    public void SetRunning(SlotId slot, bool isRunning)
    {
        if (_isRunning[slot.Value] == isRunning)
            return;
        _isRunning[slot.Value] = isRunning;
        foreach (var cell in _cells[slot.Value].AsSpan(0, _counts[slot.Value]))
            CountRunning(cell, isRunning ? 1 : -1);
    }

    /// <summary>Makes room for as many tokens in all, so that appending them allocates nothing.</summary>
    public void EnsureRoom(SlotId slot, int tokens)
    {
        if (_tokens[slot.Value].Length >= tokens)
            return;
        Array.Resize(ref _tokens[slot.Value], tokens);
        Array.Resize(ref _cells[slot.Value], tokens);
    }

    /// <exception cref="InvalidOperationException">There are no free cells: llama.cpp would have said so before.</exception>
    public void Append(SlotId slot, int token)
    {
        if (_freeCount == 0)
            throw new InvalidOperationException(InvariantText.Of($"{slot} takes a cell beyond the {_owners.Length} there are."));
        Put(slot, token, _free[--_freeCount]);
    }

    public void Trim(SlotId slot, int length)
    {
        while (_counts[slot.Value] > length)
        {
            var cell = _cells[slot.Value][--_counts[slot.Value]];
            if (_isRunning[slot.Value])
                CountRunning(cell, -1);
            if (--_owners[cell] == 0)
                _free[_freeCount++] = cell;
        }
    }

    /// <summary>Gives an empty slot the first cells of another: the same ones in the unified layout, else others with the same tokens.</summary>
    public void Copy(SlotId source, SlotId target, int length)
    {
        EnsureRoom(target, length);
        for (var i = 0; i < length; i++)
        {
            if (_layout == KvLayout.Unified)
                Put(target, _tokens[source.Value][i], _cells[source.Value][i]);
            else
                Append(target, _tokens[source.Value][i]);
        }
    }

    private void Put(SlotId slot, int token, int cell)
    {
        var at = _counts[slot.Value]++;
        if (at == _tokens[slot.Value].Length)
            EnsureRoom(slot, Math.Max(64, 2 * at));
        _tokens[slot.Value][at] = token;
        _cells[slot.Value][at] = cell;
        _owners[cell]++;
        if (_isRunning[slot.Value])
            CountRunning(cell, 1);
    }

    private void CountRunning(int cell, int change)
    {
        var before = _runningOwners[cell];
        _runningOwners[cell] = before + change;
        if (before == 0)
            UsedByRunning++;
        else if (before + change == 0)
            UsedByRunning--;
    }
}
