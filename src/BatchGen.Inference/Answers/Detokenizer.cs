using System.Text;

namespace BatchGen.Inference.Answers;

/// <summary>
/// Joins the bytes of token pieces into text. A piece may hold a part of a character: only whole characters come out,
/// and bytes that are not UTF-8 become U+FFFD exactly as <see cref="Encoding.UTF8"/> does it for the whole text.
/// </summary>
public sealed class Detokenizer
{
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private char[] _characters = new char[64];

    /// <returns>The characters that are now whole; valid until the next call.</returns>
    public ReadOnlySpan<char> Append(ReadOnlySpan<byte> piece) => Decode(piece, isLast: false);

    /// <summary>No more bytes will come: a character left half is replaced.</summary>
    /// <inheritdoc cref="Append"/>
    public ReadOnlySpan<char> Finish() => Decode([], isLast: true);

    private ReadOnlySpan<char> Decode(ReadOnlySpan<byte> bytes, bool isLast)
    {
        var most = Encoding.UTF8.GetMaxCharCount(bytes.Length);
        if (_characters.Length < most)
            _characters = new char[most];
        var count = _decoder.GetChars(bytes, _characters, flush: isLast);
        return _characters.AsSpan(0, count);
    }
}
