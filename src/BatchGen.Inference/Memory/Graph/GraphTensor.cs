namespace BatchGen.Inference.Memory.Graph;

/// <summary>One tensor of a step's compute graph: its size, what it is computed from and how it may be placed.</summary>
internal sealed class GraphTensor
{
    public GraphTensor(long bytes, params GraphTensor[] sources)
    {
        Bytes = bytes;
        Sources = sources;
    }

    public long Bytes { get; }

    public GraphTensor[] Sources { get; }

    /// <summary>The tensor whose memory this one only looks at; null for one with memory of its own.</summary>
    public GraphTensor? ViewOf { get; private init; }

    /// <summary>Filled by the caller before the step, so placed before everything else.</summary>
    public bool IsInput { get; private init; }

    /// <summary>Weights and KV cells: they have their memory already.</summary>
    public bool IsExternal { get; private init; }

    /// <summary>The operation may write over a source that nobody else needs (ggml_op_can_inplace).</summary>
    public bool MayReuseSource { get; private init; }

    /// <summary>Already in the graph's order.</summary>
    public bool IsOrdered { get; set; }

    /// <summary>State of the replay: sources that still need this tensor.</summary>
    public int PendingUses { get; set; }

    /// <summary>State of the replay: views on this tensor that are still needed.</summary>
    public int PendingViews { get; set; }

    public bool IsPlaced { get; set; }

    public long Offset { get; set; }

    public static GraphTensor Input(long bytes) => new(bytes) { IsInput = true };

    public static GraphTensor External(params GraphTensor[] sources) => new(0, sources) { IsExternal = true };

    /// <summary>Another shape of a tensor, or a part of it.</summary>
    public static GraphTensor View(GraphTensor of) => new(of.Bytes, of) { ViewOf = of.ViewOf ?? of };

    /// <summary>An operation that may write over its source.</summary>
    public static GraphTensor InPlace(long bytes, params GraphTensor[] sources) => new(bytes, sources) { MayReuseSource = true };
}
