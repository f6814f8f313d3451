namespace BatchGen.Inference.Memory.Graph;

/// <summary>
/// A buffer that only counts: places blocks in the smallest hole that takes them, at the end otherwise, and remembers
/// how far it ever reached. The same policy as ggml's graph allocator, fragments included.
/// </summary>
internal sealed class BestFitBuffer(long alignment)
{
    // Ordered by offset; the last hole is the endless rest.
    private readonly List<Hole> _holes = [new Hole(0, long.MaxValue / 2)];

    public long PeakBytes { get; private set; }

    public long Place(long bytes)
    {
        var size = Aligned(bytes);
        var index = BestHole(size);
        var hole = _holes[index];
        if (hole.Size == size)
            _holes.RemoveAt(index);
        else
            _holes[index] = new Hole(checked(hole.Offset + size), hole.Size - size);
        PeakBytes = Math.Max(PeakBytes, hole.Offset + size);
        return hole.Offset;
    }

    public void Release(long offset, long bytes)
    {
        var size = Aligned(bytes);
        if (size == 0)
            return;
        var index = 0;
        while (index < _holes.Count && _holes[index].Offset < offset)
            index++;
        _holes.Insert(index, new Hole(offset, size));
        MergeWithNext(index);
        if (index > 0)
            MergeWithNext(index - 1);
    }

    private int BestHole(long size)
    {
        var best = _holes.Count - 1;
        for (var i = 0; i < _holes.Count - 1; i++)
        {
            // Among equals the last one, as ggml does.
            if (_holes[i].Size >= size && (best == _holes.Count - 1 || _holes[i].Size <= _holes[best].Size))
                best = i;
        }
        return best;
    }

    private void MergeWithNext(int index)
    {
        if (index + 1 >= _holes.Count || _holes[index].Offset + _holes[index].Size != _holes[index + 1].Offset)
            return;
        _holes[index] = new Hole(_holes[index].Offset, _holes[index].Size + _holes[index + 1].Size);
        _holes.RemoveAt(index + 1);
    }

    private long Aligned(long bytes) => checked(bytes + alignment - 1) / alignment * alignment;

    private readonly record struct Hole(long Offset, long Size);
}
