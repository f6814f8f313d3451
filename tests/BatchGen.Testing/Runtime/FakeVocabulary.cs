using System.Text;
using BatchGen.Inference.Runtime;

namespace BatchGen.Testing.Runtime;

/// <summary>One token a byte, and after them the special tokens it is given, each a control token without a piece.</summary>
public sealed class FakeVocabulary(params IReadOnlyList<string> specials) : IVocabulary
{
    private const int Bytes = 256;

    private static readonly byte[] AllBytes = [.. Enumerable.Range(0, Bytes).Select(value => (byte)value)];

    /// <summary>The special tokens of CodeGeeX4; generation ends on the first.</summary>
    public static FakeVocabulary CodeGeeX4() => new(
        "<|endoftext|>", "[gMASK]", "<sop>", "<|system|>", "<|user|>", "<|assistant|>", "<|observation|>");

    public int Size => Bytes + specials.Count;

    public int? BeginningOfSequence { get; init; }

    /// <summary>The tokens that end a generation; by default the first special one.</summary>
    public IReadOnlySet<int> EndTokens { get; init; } = new HashSet<int> { Bytes };

    public int[] Tokenize(string text, bool parseSpecial)
    {
        var tokens = new List<int>();
        while (text.Length > 0)
        {
            var special = parseSpecial ? IndexOfSpecialAtStartOf(text) : -1;
            var piece = special < 0 ? FirstCharacterOf(text) : specials[special];
            tokens.AddRange(special < 0 ? Encoding.UTF8.GetBytes(piece).Select(value => (int)value) : [Bytes + special]);
            text = text[piece.Length..];
        }

        return [.. tokens];
    }

    public bool TryGetSpecial(string piece, out int token)
    {
        var special = specials.ToList().IndexOf(piece);
        token = Bytes + special;
        return special >= 0;
    }

    public bool IsEndOfGeneration(int token) => EndTokens.Contains(token);

    public ReadOnlySpan<byte> GetPiece(int token)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(token);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(token, Size);
        return token < Bytes ? AllBytes.AsSpan(token, 1) : [];
    }

    public ITokenGrammar CreateGrammar(string grammar) => throw new NotSupportedException("Grammars are llama.cpp's own: a fake has none.");

    /// <summary>What a person would read: bytes as text, special tokens by their names.</summary>
    public string Show(IEnumerable<int> tokens)
    {
        var bytes = tokens.SelectMany(token => token < Bytes ? [(byte)token] : Encoding.UTF8.GetBytes(specials[token - Bytes]));
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private int IndexOfSpecialAtStartOf(string text) =>
        specials.ToList().FindIndex(special => text.StartsWith(special, StringComparison.Ordinal));

    private static string FirstCharacterOf(string text) =>
        char.IsSurrogatePair(text, 0) ? text[..2] : text[..1];
}
