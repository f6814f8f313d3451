namespace BatchGen.Inference.Memory.Graph;

/// <summary>
/// The tensors of one step in the order they are computed: sources before what needs them, in the order
/// the model's code asks for results (ggml_build_forward_expand).
/// </summary>
internal sealed class StepGraph
{
    private readonly List<GraphTensor> _nodes = [];
    private readonly List<GraphTensor> _leaves = [];

    public IReadOnlyList<GraphTensor> Nodes => _nodes;

    /// <summary>The inputs in the order they are met, placed before everything else; also the one that no node uses.</summary>
    public IReadOnlyList<GraphTensor> Leaves => _leaves;

    public GraphTensor AddLeaf(long bytes)
    {
        var leaf = GraphTensor.Input(bytes);
        return Expand(leaf);
    }

    /// <summary>Puts a tensor, and before it everything it needs, at the end of the order.</summary>
    public GraphTensor Expand(GraphTensor tensor)
    {
        if (tensor.IsOrdered)
            return tensor;
        foreach (var source in tensor.Sources)
            Expand(source);
        tensor.IsOrdered = true;
        if (tensor.IsInput)
            _leaves.Add(tensor);
        else
            _nodes.Add(tensor);
        return tensor;
    }
}
