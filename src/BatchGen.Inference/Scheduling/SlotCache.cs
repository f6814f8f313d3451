using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Scheduling;

/// <summary>
/// The slots and what their cells hold. Every change of the KV cache besides computing goes through here, so that the cache and the
/// loop's picture of it cannot differ. A slot whose sequence has ended keeps its cells: whoever begins with the same tokens
/// takes them over, until somebody else needs the room.
/// </summary>
internal sealed class SlotCache(IRuntimeContext context)
{
    private readonly bool[] _isRunning = new bool[context.Info.Slots];
    private readonly long[] _endedAt = new long[context.Info.Slots];
    private readonly int[] _keeps = new int[context.Info.Slots];
    private readonly CellLedger _ledger = new(context.Info);
    private long _ends;

    public ContextInfo Context => context.Info;

    public CellLedger Ledger => _ledger;

    public int FreeSlots { get; private set; } = context.Info.Slots;

    /// <summary>Cells that no running sequence needs; they make room as soon as one does.</summary>
    public int Kept => _ledger.Used - _ledger.UsedByRunning;

    private bool IsUnified => context.Info.Layout == KvLayout.Unified;

    public bool IsRunning(SlotId slot) => _isRunning[slot.Value];

    /// <summary>The slot whose cells hold the longest beginning of these tokens; the earliest of several.</summary>
    public PrefixMatch FindLongest(ReadOnlySpan<int> tokens)
    {
        var best = new PrefixMatch(default, 0);
        for (var number = 0; number < _isRunning.Length && context.Info.KeepsPrefixes; number++)
        {
            var slot = new SlotId(number);
            if (PrefixRules.IsLonger(_ledger.TokensOf(slot), tokens, best.Length, out var length))
                best = new PrefixMatch(slot, length);
        }

        return best;
    }

    /// <summary>How many of the tokens at its beginning a slot holds.</summary>
    public int MatchIn(SlotId slot, ReadOnlySpan<int> tokens) =>
        context.Info.KeepsPrefixes ? _ledger.TokensOf(slot).CommonPrefixLength(tokens) : 0;

    /// <summary>When the slot's last sequence ended, in ends; 0 before the first.</summary>
    public long EndedAt(SlotId slot) => _endedAt[slot.Value];

    /// <summary>A sequence takes a free slot and the first <paramref name="length"/> cells that <paramref name="source"/> holds.</summary>
    /// <param name="room">Tokens it may ever have.</param>
    public void Begin(SlotId slot, SlotId source, int length, int room)
    {
        if (source == slot || length == 0)
            Trim(slot, length);
        else
            Fetch(source, slot, length);
        _ledger.EnsureRoom(slot, room);
        _ledger.SetRunning(slot, isRunning: true);
        _isRunning[slot.Value] = true;
        _keeps[slot.Value] = length;
        if (length > 0)
            _keeps[source.Value] = Math.Max(_keeps[source.Value], length);
        FreeSlots--;
    }

    /// <summary>The slot's sequence does not run any more; its cells stay for others.</summary>
    /// <param name="keepsAll">All of them are worth keeping, not only what others have shared.</param>
    public void End(SlotId slot, bool keepsAll)
    {
        _ledger.SetRunning(slot, isRunning: false);
        _isRunning[slot.Value] = false;
        _endedAt[slot.Value] = ++_ends;
        if (keepsAll)
            _keeps[slot.Value] = _ledger.CountOf(slot);
        FreeSlots++;
    }

    /// <summary>Forgets a slot's cells from there on.</summary>
    public void Trim(SlotId slot, int length)
    {
        if (_ledger.CountOf(slot) <= length)
            return;
        context.RemoveFrom(slot, length);
        _ledger.Trim(slot, length);
    }

    /// <summary>Forgets what a step that failed may have left behind in a slot.</summary>
    public void RollBack(SlotId slot) => context.RemoveFrom(slot, _ledger.CountOf(slot));

    /// <summary>Forgets everything a slot holds, also what a step that failed may have left behind.</summary>
    public void Clear(SlotId slot)
    {
        context.RemoveFrom(slot, 0);
        _ledger.Trim(slot, 0);
    }

    /// <summary>Moves a running sequence to a free slot; where it was, its cells stay for others.</summary>
    public void Move(SlotId source, SlotId target)
    {
        Trim(target, 0);
        var length = _ledger.CountOf(source);
        if (length > 0)
            CopyWhole(source, target);
        _ledger.SetRunning(target, isRunning: true);
        _isRunning[target.Value] = true;
        _keeps[target.Value] = _keeps[source.Value];
        FreeSlots--;
        End(source, keepsAll: false);
    }

    /// <summary>Frees cells that only ended sequences hold, the longest ended first, from their ends on, until so many are free.</summary>
    public void MakeRoom(int cells)
    {
        if (!IsUnified)
            return;
        while (context.Info.KvCells - _ledger.Used < cells && LongestEnded() is { } slot)
            Shorten(slot, cells - (context.Info.KvCells - _ledger.Used));
    }

    /// <summary>
    /// Unified: each row looks at every cell in use, so ended sequences keep what others have shared with them and no more, and
    /// together at most <paramref name="most"/> cells. Per slot: what an idle slot holds costs nobody anything.
    /// </summary>
    public void TrimIdle(int most)
    {
        if (!IsUnified)
            return;
        for (var slot = 0; slot < _isRunning.Length; slot++)
        {
            if (!_isRunning[slot])
                Trim(new SlotId(slot), _keeps[slot]);
        }

        while (Kept > most && LongestEnded() is { } slot)
            Shorten(slot, Kept - most);
    }

    /// <summary>Frees that many of a slot's cells, or lets go of those that other ended sequences hold too, so that these can be freed next.</summary>
    private void Shorten(SlotId slot, int cells)
    {
        var own = _ledger.OwnCells(slot);
        Trim(slot, own > 0 ? _ledger.CountOf(slot) - Math.Min(cells, own) : _ledger.RunningCells(slot, _ledger.CountOf(slot)));
    }

    private SlotId? LongestEnded()
    {
        SlotId? longest = null;
        for (var number = 0; number < _isRunning.Length; number++)
        {
            var slot = new SlotId(number);
            var count = _ledger.CountOf(slot);
            if (_isRunning[number] || _ledger.RunningCells(slot, count) == count)
                continue;
            if (longest is not { } best || EndedAt(slot) < EndedAt(best))
                longest = slot;
        }

        return longest;
    }

    private void Fetch(SlotId source, SlotId target, int length)
    {
        Trim(target, 0);
        if (!IsUnified)
        {
            CopyWhole(source, target);
            Trim(target, length);
            return;
        }

        context.SharePrefix(source, target, length);
        _ledger.Copy(source, target, length);
    }

    private void CopyWhole(SlotId source, SlotId target)
    {
        context.CopySequence(source, target);
        _ledger.Copy(source, target, _ledger.CountOf(source));
    }
}
