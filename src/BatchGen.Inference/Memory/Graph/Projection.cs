namespace BatchGen.Inference.Memory.Graph;

/// <summary>A layer's queries, keys and values, and the bytes of each.</summary>
internal sealed record Projection(long QueryBytes, long KeyBytes, long ValueBytes)
{
    public bool IsFused { get; init; }

    public required GraphTensor Query { get; init; }

    public required GraphTensor Key { get; init; }

    public required GraphTensor Value { get; init; }

    public static Projection Sizes(ModelShape shape, LayerShape layer, long tokens)
    {
        var none = GraphTensor.External();
        var valueLength = shape.ValueLength > 0 ? shape.ValueLength : shape.KeyLength;
        return new Projection(
            checked(4 * tokens * layer.HeadCount * shape.KeyLength),
            checked(4 * tokens * layer.KvHeadCount * shape.KeyLength),
            checked(4 * tokens * layer.KvHeadCount * valueLength))
        {
            Query = none,
            Key = none,
            Value = none,
        };
    }
}
