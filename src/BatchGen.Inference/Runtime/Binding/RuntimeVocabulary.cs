using System.Buffers;
using System.Text;
using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>The model's tokenizer. Its tables are built once, when first asked for.</summary>
public sealed class RuntimeVocabulary : IVocabulary
{
    private readonly INativeVocabulary _native;
    private readonly Lazy<TokenPieces> _pieces;
    private readonly Lazy<SpecialTokens> _specials;

    internal RuntimeVocabulary(INativeVocabulary native)
    {
        _native = native;
        Size = native.Size;
        BeginningOfSequence = native.BeginningOfSequence;
        _pieces = new Lazy<TokenPieces>(() => TokenPieces.Read(Size, native.ReadPiece));
        _specials = new Lazy<SpecialTokens>(() => SpecialTokens.Read(Size, native.TextOfSpecial, native.EndsGeneration));
    }

    public int Size { get; }

    public int? BeginningOfSequence { get; }

    public int[] Tokenize(string text, bool parseSpecial)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
            return [];

        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        // No tokenizer makes more tokens than bytes; SentencePiece may add a space in front.
        var tokens = ArrayPool<int>.Shared.Rent(utf8.Length + 8);
        try
        {
            var length = Encoding.UTF8.GetBytes(text, utf8);
            var count = _native.Tokenize(utf8.AsSpan(0, length), tokens, parseSpecial);
            if (count < 0)
                throw new RuntimeException(
                    "tokenize_failed",
                    $"llama.cpp cannot tokenize a text of {text.Length} characters: it would not fit into the largest token list. Split the text.");
            return tokens.AsSpan(0, count).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(utf8);
            ArrayPool<int>.Shared.Return(tokens);
        }
    }

    public bool TryGetSpecial(string piece, out int token) => _specials.Value.TryGet(piece, out token);

    public bool IsEndOfGeneration(int token)
    {
        RequireInRange(token);
        return _specials.Value.EndsGeneration(token);
    }

    public ReadOnlySpan<byte> GetPiece(int token)
    {
        RequireInRange(token);
        return _pieces.Value.Get(token);
    }

    public ITokenGrammar CreateGrammar(string grammar)
    {
        ArgumentNullException.ThrowIfNull(grammar);
        return _native.CreateGrammar(grammar, ITokenGrammar.Root) is { } native
            ? new LlamaGrammar(native, Size)
            : throw new RuntimeException("grammar_refused", "llama.cpp cannot read the grammar. Make the schema simpler.");
    }

    private void RequireInRange(int token)
    {
        if ((uint)token >= (uint)Size)
            throw new ArgumentOutOfRangeException(nameof(token), token, InvariantText.Of($"The vocabulary has the tokens 0 to {Size - 1}."));
    }
}
