using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp.Vocabularies;

/// <summary>Every token's bytes, one after another in one array: reading one allocates nothing.</summary>
internal sealed unsafe class TokenPieces
{
    private readonly byte[] _bytes;
    private readonly int[] _starts;

    private TokenPieces(byte[] bytes, int[] starts)
    {
        _bytes = bytes;
        _starts = starts;
    }

    public ReadOnlySpan<byte> Get(int token) => _bytes.AsSpan(_starts[token].._starts[token + 1]);

    public static TokenPieces Read(nint vocabulary, int size)
    {
        var bytes = new MemoryStream(size * 8);
        var starts = new int[size + 1];
        var piece = new byte[256];
        for (var token = 0; token < size; token++)
        {
            bytes.Write(ReadOne(vocabulary, new TokenId(token), ref piece));
            starts[token + 1] = (int)bytes.Length;
        }

        return new TokenPieces(bytes.ToArray(), starts);
    }

    private static ReadOnlySpan<byte> ReadOne(nint vocabulary, TokenId token, ref byte[] buffer)
    {
        var length = Call(vocabulary, token, buffer);
        if (length < 0)
        {
            buffer = new byte[-length];
            length = Call(vocabulary, token, buffer);
        }

        return buffer.AsSpan(0, length);
    }

    // Without renderSpecial a control token has no text: "<|user|>" must never reach a result.
    private static int Call(nint vocabulary, TokenId token, byte[] buffer)
    {
        fixed (byte* first = buffer)
            return LlamaVocabularyApi.TokenToPiece(vocabulary, token, first, buffer.Length, leadingSpacesToSkip: 0, renderSpecial: 0);
    }
}
