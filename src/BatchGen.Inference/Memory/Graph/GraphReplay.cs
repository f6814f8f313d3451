namespace BatchGen.Inference.Memory.Graph;

/// <summary>
/// Places a graph's tensors in the order they are computed and frees each when the last that needs it is done: what
/// remains at the worst moment is the compute buffer. The rules are those of ggml_gallocr (ggml-alloc.c of llama.cpp
/// v0.5.0): inputs first, results over a source where the operation allows it, views without memory of their own.
/// </summary>
internal sealed class GraphReplay
{
    private readonly BestFitBuffer _buffer;

    private GraphReplay(long alignment) => _buffer = new BestFitBuffer(alignment);

    /// <param name="graph">Used up: its tensors carry the replay's state.</param>
    /// <param name="alignment">The backend's alignment of tensors, in bytes.</param>
    public static long PeakBytes(StepGraph graph, long alignment)
    {
        var replay = new GraphReplay(alignment);
        CountUses(graph);
        foreach (var leaf in graph.Leaves)
            replay.Place(leaf);
        foreach (var node in graph.Nodes)
            replay.Compute(node);
        return replay._buffer.PeakBytes;
    }

    private static void CountUses(StepGraph graph)
    {
        foreach (var node in graph.Nodes)
        {
            if (node.ViewOf is { } viewed)
                viewed.PendingViews++;
            foreach (var source in node.Sources)
                source.PendingUses++;
        }
    }

    private void Compute(GraphTensor node)
    {
        Place(node);
        foreach (var source in node.Sources)
            Finish(source);
    }

    private void Place(GraphTensor tensor)
    {
        if (tensor.IsPlaced || tensor.IsExternal || tensor.ViewOf is not null)
            return;
        tensor.IsPlaced = true;
        tensor.Offset = ReusableSource(tensor) is { } source ? TakeOver(source) : _buffer.Place(tensor.Bytes);
    }

    private static GraphTensor? ReusableSource(GraphTensor tensor) => tensor.MayReuseSource
        ? Array.Find(tensor.Sources, source => source is { IsPlaced: true, PendingUses: 1, PendingViews: 0 } && source.Bytes == tensor.Bytes)
        : null;

    private static long TakeOver(GraphTensor source)
    {
        source.IsPlaced = false;
        return source.Offset;
    }

    private void Finish(GraphTensor source)
    {
        source.PendingUses--;
        if (source.PendingUses > 0 || source.PendingViews > 0)
            return;
        if (source.ViewOf is not { } viewed)
        {
            Release(source);
            return;
        }
        viewed.PendingViews--;
        if (viewed is { PendingViews: 0, PendingUses: 0 })
            Release(viewed);
    }

    private void Release(GraphTensor tensor)
    {
        if (!tensor.IsPlaced)
            return;
        tensor.IsPlaced = false;
        _buffer.Release(tensor.Offset, tensor.Bytes);
    }
}
