namespace BatchGen.Inference.Memory.Graph;

/// <summary>
/// The feed-forward part of a model with experts (llm_graph_context::build_moe_ffn): scores choose the experts, each
/// token's chosen ones are computed side by side, weighted and summed.
/// </summary>
internal static class ExpertGraph
{
    public static GraphTensor Add(StepGraph graph, ModelShape shape, long width, GraphTensor input, long rows)
    {
        var used = shape.ExpertsUsed;
        var scores = new GraphTensor(checked(4 * rows * shape.ExpertCount), input);
        var probabilities = GraphTensor.InPlace(scores.Bytes, scores);
        var chosen = GraphTensor.View(new GraphTensor(scores.Bytes, probabilities));
        var weights = graph.Expand(Weights(probabilities, chosen, checked(4 * rows * used), 4 * rows));

        var spread = GraphTensor.View(input);
        var gate = new GraphTensor(checked(4 * rows * used * width), spread, chosen);
        var up = new GraphTensor(gate.Bytes, spread, chosen);
        var activated = new GraphTensor(gate.Bytes, gate, up);
        var down = new GraphTensor(checked(4 * rows * used * shape.EmbeddingLength), activated, chosen);
        var weighted = graph.Expand(GraphTensor.InPlace(down.Bytes, down, weights));
        return Sum(graph, weighted, used, checked(4 * rows * shape.EmbeddingLength));
    }

    private static GraphTensor Weights(GraphTensor probabilities, GraphTensor chosen, long bytes, long rowBytes)
    {
        var picked = GraphTensor.View(new GraphTensor(bytes, GraphTensor.View(probabilities), chosen));
        var total = GraphTensor.InPlace(rowBytes, new GraphTensor(rowBytes, picked));
        return GraphTensor.View(GraphTensor.InPlace(bytes, picked, total));
    }

    private static GraphTensor Sum(StepGraph graph, GraphTensor weighted, int used, long bytes)
    {
        var parts = Enumerable.Range(0, Math.Max(1, used)).Select(_ => graph.Expand(GraphTensor.View(weighted))).ToArray();
        var sum = parts[0];
        foreach (var part in parts[1..])
            sum = graph.Expand(GraphTensor.InPlace(bytes, sum, part));
        return sum;
    }
}
