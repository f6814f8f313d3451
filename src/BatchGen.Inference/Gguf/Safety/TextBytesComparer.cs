namespace BatchGen.Inference.Gguf.Safety;

/// <summary>Compares texts by their bytes. The hash is seeded at random for each process, so a file cannot be built to collide.</summary>
internal sealed class TextBytesComparer : IEqualityComparer<ReadOnlyMemory<byte>>
{
    public static TextBytesComparer Instance { get; } = new();

    public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

    public int GetHashCode(ReadOnlyMemory<byte> obj)
    {
        var hash = default(HashCode);
        hash.AddBytes(obj.Span);
        return hash.ToHashCode();
    }
}
