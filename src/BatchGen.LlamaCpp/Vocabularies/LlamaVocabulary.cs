using System.Buffers;
using System.Text;
using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp.Vocabularies;

/// <summary>The model's tokenizer. Its tables are built once, when first asked for.</summary>
public sealed unsafe class LlamaVocabulary : IVocabulary
{
    private readonly ModelHandle _model;
    private readonly nint _vocabulary;
    private readonly Lazy<TokenPieces> _pieces;
    private readonly Lazy<SpecialTokens> _specials;

    internal LlamaVocabulary(ModelHandle model)
    {
        _model = model;
        _vocabulary = LlamaModelApi.GetVocabulary(model);
        Size = LlamaVocabularyApi.Size(_vocabulary);
        BeginningOfSequence = ReadBeginningOfSequence();
        _pieces = new Lazy<TokenPieces>(() => WithModel(() => TokenPieces.Read(Size, ReadPiece)));
        _specials = new Lazy<SpecialTokens>(() => WithModel(() => SpecialTokens.Read(Size, TextOfSpecial, EndsGeneration)));
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
            var count = WithModel(() => Tokenize(utf8, length, tokens, parseSpecial));
            if (count < 0)
                throw new RuntimeException("tokenize_failed", $"llama.cpp cannot tokenize a text of {text.Length} characters: it would not fit into the largest token list. Split the text.");
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

    public ITokenGrammar CreateGrammar(string grammar) => WithModel(() => LlamaGrammar.Create(_vocabulary, grammar, _model, Size));

    private int? ReadBeginningOfSequence()
    {
        var token = LlamaVocabularyApi.BeginningOfSequence(_vocabulary).Value;
        return LlamaVocabularyApi.AddsBeginningOfSequence(_vocabulary) != 0 && token >= 0 ? token : null;
    }

    // add_special stays off: a prompt is tokenized in pieces, and its first token comes from the template.
    private int Tokenize(byte[] utf8, int length, int[] tokens, bool parseSpecial)
    {
        fixed (byte* text = utf8)
        fixed (int* first = tokens)
            return LlamaVocabularyApi.Tokenize(_vocabulary, text, length, (TokenId*)first, tokens.Length, addSpecial: 0, parseSpecial ? (byte)1 : (byte)0);
    }

    // Without renderSpecial a control token has no text.
    private int ReadPiece(int token, Span<byte> buffer)
    {
        fixed (byte* first = buffer)
            return LlamaVocabularyApi.TokenToPiece(_vocabulary, new TokenId(token), first, buffer.Length, leadingSpacesToSkip: 0, renderSpecial: 0);
    }

    private string? TextOfSpecial(int token) =>
        (LlamaVocabularyApi.Attributes(_vocabulary, new TokenId(token)) & (TokenAttributes.Control | TokenAttributes.UserDefined)) != 0
            ? NativeText.Read(LlamaVocabularyApi.Text(_vocabulary, new TokenId(token)))
            : null;

    private bool EndsGeneration(int token) => LlamaVocabularyApi.IsEndOfGeneration(_vocabulary, new TokenId(token)) != 0;

    private void RequireInRange(int token)
    {
        if ((uint)token >= (uint)Size)
            throw new ArgumentOutOfRangeException(nameof(token), token, $"The vocabulary has the tokens 0 to {Size - 1}.");
    }

    /// <summary>Keeps the model loaded during the call: the vocabulary is a part of it.</summary>
    private T WithModel<T>(Func<T> call)
    {
        var held = false;
        try
        {
            _model.DangerousAddRef(ref held);
            return call();
        }
        finally
        {
            if (held)
                _model.DangerousRelease();
        }
    }
}
