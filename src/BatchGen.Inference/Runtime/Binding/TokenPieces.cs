namespace BatchGen.Inference.Runtime.Binding;

/// <summary>Every token's bytes, one after another in one array: reading one allocates nothing.</summary>
internal sealed class TokenPieces
{
    private readonly byte[] _bytes;
    private readonly int[] _starts;

    private TokenPieces(byte[] bytes, int[] starts)
    {
        _bytes = bytes;
        _starts = starts;
    }

    /// <summary>
    /// Writes a token's text. Control tokens must give none: "&lt;|user|&gt;" must never reach a result.
    /// </summary>
    /// <returns>The length of the text; when the buffer is too small, the length needed as a negative number.</returns>
    public delegate int PieceReader(int token, Span<byte> buffer);

    public ReadOnlySpan<byte> Get(int token) => _bytes.AsSpan(_starts[token].._starts[token + 1]);

    public static TokenPieces Read(int size, PieceReader reader)
    {
        var bytes = new MemoryStream(size * 8);
        var starts = new int[size + 1];
        var piece = new byte[256];
        for (var token = 0; token < size; token++)
        {
            bytes.Write(ReadOne(token, reader, ref piece));
            starts[token + 1] = (int)bytes.Length;
        }

        return new TokenPieces(bytes.ToArray(), starts);
    }

    private static ReadOnlySpan<byte> ReadOne(int token, PieceReader reader, ref byte[] buffer)
    {
        var length = reader(token, buffer);
        if (length < 0)
        {
            buffer = new byte[-length];
            length = reader(token, buffer);
        }

        return buffer.AsSpan(0, length);
    }
}
