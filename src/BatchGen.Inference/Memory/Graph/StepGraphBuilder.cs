using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Memory.Graph;

/// <summary>
/// The graph of the largest step of a decoder model, as llama.cpp builds it for the llama family (src/llama-graph.cpp,
/// src/models of v0.5.0), down to what takes memory. Biases, scales and soft caps work in place and are left out.
/// </summary>
internal sealed class StepGraphBuilder
{
    private const long Float = 4;

    private readonly ModelShape _shape;
    private readonly PlanSettings _settings;
    private readonly KvCache _cache;
    private readonly StepSize _step;
    private readonly StepGraph _graph = new();
    private readonly GraphTensor _positions;
    private readonly GraphTensor _outputIds;
    private readonly CacheInputs[] _caches;

    private StepGraphBuilder(ModelShape shape, PlanSettings settings)
    {
        _shape = shape;
        _settings = settings;
        _cache = KvCache.Of(settings);
        _step = StepSize.Of(settings, _cache);
        _positions = GraphTensor.Input(4 * _step.Tokens);
        _outputIds = GraphTensor.Input(4 * _step.Outputs);
        KvCache[] caches = shape.SlidingWindow ? [_cache, KvCache.Windowed(shape, settings)] : [_cache];
        _caches = [.. caches.Select(cache => CacheInputs.For(shape, settings, cache, _step.Tokens))];
    }

    public static StepGraph Build(ModelShape shape, PlanSettings settings) => new StepGraphBuilder(shape, settings).Build();

    private StepGraph Build()
    {
        var current = Embed();
        for (var i = 0; i < _shape.LayerCount; i++)
            current = Layer(i, current);
        _graph.Expand(new GraphTensor(Floats(_step.Outputs, _shape.VocabularySize), Normalize(current)));
        return _graph;
    }

    private GraphTensor Embed()
    {
        var tokens = _graph.AddLeaf(4 * _step.Tokens);
        // The input for callers that bring embeddings instead of tokens: never used here, placed all the same.
        _graph.AddLeaf(Floats(_step.Tokens, _shape.EmbeddingLength));
        return _graph.Expand(new GraphTensor(Floats(_step.Tokens, _shape.EmbeddingLength), tokens));
    }

    private GraphTensor Layer(int index, GraphTensor input)
    {
        var layer = _shape.Layers[index];
        var rows = _step.Tokens;
        var attended = layer.HeadCount > 0 ? Attend(layer, _caches[layer.IsWindowed ? 1 : 0], Normalize(input)) : input;
        var residual = input;
        if (index == _shape.LayerCount - 1)
        {
            // Only rows that want logits go on.
            rows = _step.Outputs;
            attended = new GraphTensor(Floats(rows, _shape.EmbeddingLength), attended, _outputIds);
            residual = new GraphTensor(Floats(rows, _shape.EmbeddingLength), residual, _outputIds);
        }
        var sum = GraphTensor.InPlace(attended.Bytes, attended, residual);
        var forward = FeedForward(layer, Normalize(sum), rows);
        return GraphTensor.InPlace(sum.Bytes, forward, sum);
    }

    private GraphTensor Attend(LayerShape layer, CacheInputs cache, GraphTensor input)
    {
        var projection = _shape.FusedAttention ? ProjectFused(layer, input) : ProjectApart(layer, input);
        var query = Rotate(GraphTensor.InPlace(projection.QueryBytes, projection.Query, _positions), cache.KeyRotation);
        var key = Rotate(GraphTensor.InPlace(projection.KeyBytes, projection.Key, _positions), cache.KeyRotation);
        var value = Rotate(projection.Value, cache.ValueRotation);
        _graph.Expand(query);
        // The two kinds of cache ask for keys and values in different order (llm_graph_context::build_attn).
        _graph.Expand(_shape.SlidingWindow ? key : value);
        _graph.Expand(_shape.SlidingWindow ? value : key);
        Store(key, cache.KeyIndices);
        Store(NeedsPacking(projection, cache) ? new GraphTensor(projection.ValueBytes, value) : value, cache.ValueIndices);
        var mixed = _graph.Expand(_settings.FlashAttention ? FlashAttention(layer, cache, query) : PlainAttention(layer, cache, query));
        mixed = Rotate(mixed, cache.ValueRotation);
        return new GraphTensor(Floats(_step.Tokens, _shape.EmbeddingLength), mixed);
    }

    /// <summary>Transposed values that are a part of a fused projection are copied together first.</summary>
    private bool NeedsPacking(Projection projection, CacheInputs cache) =>
        projection.IsFused && !_settings.FlashAttention && cache.ValueRotation is null;

    private Projection ProjectFused(LayerShape layer, GraphTensor input)
    {
        var projection = Projection.Sizes(_shape, layer, _step.Tokens);
        var all = new GraphTensor(checked(projection.QueryBytes + projection.KeyBytes + projection.ValueBytes), input);
        return projection with { IsFused = true, Query = GraphTensor.View(all), Key = GraphTensor.View(all), Value = GraphTensor.View(all) };
    }

    private Projection ProjectApart(LayerShape layer, GraphTensor input)
    {
        var projection = Projection.Sizes(_shape, layer, _step.Tokens);
        return projection with
        {
            Query = GraphTensor.View(new GraphTensor(projection.QueryBytes, input)),
            Key = GraphTensor.View(new GraphTensor(projection.KeyBytes, input)),
            Value = GraphTensor.View(new GraphTensor(projection.ValueBytes, input)),
        };
    }

    private void Store(GraphTensor rows, GraphTensor indices) => _graph.Expand(GraphTensor.External(GraphTensor.View(rows), indices));

    private GraphTensor FlashAttention(LayerShape layer, CacheInputs cache, GraphTensor query)
    {
        var keys = Cached(cache, _settings.KeyType, (long)layer.KvHeadCount * _shape.KeyLength);
        var values = Cached(cache, _settings.ValueType, (long)layer.KvHeadCount * _shape.ValueLength);
        var seen = GraphTensor.View(GraphTensor.View(query));
        return GraphTensor.View(new GraphTensor(MixedBytes(layer), seen, keys, values, cache.Mask));
    }

    /// <summary>Cells are read where they are, except 32-bit ones, of which flash attention needs a copy in 16 bit.</summary>
    private static GraphTensor Cached(CacheInputs cache, KvType type, long elements) => type == KvType.F32
        ? new GraphTensor(checked(2 * elements * cache.Cells.Cells))
        : GraphTensor.External();

    /// <summary>Scores of every head for every cell are written out: what makes long contexts without flash attention so dear.</summary>
    private GraphTensor PlainAttention(LayerShape layer, CacheInputs cache, GraphTensor query)
    {
        var seen = GraphTensor.View(GraphTensor.View(query));
        var scores = new GraphTensor(checked(Floats(layer.HeadCount, cache.Cells.CellsPerStream) * _step.Tokens), seen);
        var weights = GraphTensor.InPlace(scores.Bytes, scores, cache.Mask);
        return new GraphTensor(MixedBytes(layer), GraphTensor.View(new GraphTensor(MixedBytes(layer), weights)));
    }

    private long MixedBytes(LayerShape layer) =>
        Floats(_step.Tokens, layer.HeadCount * (long)(_shape.ValueLength > 0 ? _shape.ValueLength : _shape.KeyLength));

    private static GraphTensor Rotate(GraphTensor tensor, GraphTensor? rotation) => rotation is null
        ? tensor
        : GraphTensor.View(new GraphTensor(tensor.Bytes, rotation, GraphTensor.View(tensor)));

    private GraphTensor FeedForward(LayerShape layer, GraphTensor input, long rows)
    {
        var width = layer.FeedForwardLength;
        var inner = _shape.FeedForward switch
        {
            FeedForwardKind.Experts => null,
            FeedForwardKind.FusedGate => new GraphTensor(Floats(rows, width), new GraphTensor(Floats(rows, 2L * width), input)),
            FeedForwardKind.ParallelGate => new GraphTensor(
                Floats(rows, width), new GraphTensor(Floats(rows, width), input), new GraphTensor(Floats(rows, width), input)),
            FeedForwardKind.Plain => GraphTensor.InPlace(Floats(rows, width), new GraphTensor(Floats(rows, width), input)),
        };
        return inner is null
            ? ExpertGraph.Add(_graph, _shape, width, input, rows)
            : new GraphTensor(Floats(rows, _shape.EmbeddingLength), inner);
    }

    private GraphTensor Normalize(GraphTensor input) => GraphTensor.InPlace(
        input.Bytes,
        _shape.CentersNorms ? new GraphTensor(input.Bytes, input) : GraphTensor.InPlace(input.Bytes, input));

    private static long Floats(long rows, long columns) => checked(Float * rows * columns);
}
