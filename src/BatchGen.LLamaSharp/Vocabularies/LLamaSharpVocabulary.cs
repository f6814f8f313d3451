using System.Runtime.InteropServices;
using System.Text;
using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Vocabularies;
using BatchGen.LLamaSharp.Native;
using LLama.Native;

namespace BatchGen.LLamaSharp.Vocabularies;

/// <summary>The model's tokenizer. Its tables are built once, when first asked for.</summary>
public sealed class LLamaSharpVocabulary : IVocabulary
{
    private readonly SafeLlamaModelHandle _model;
    private readonly Lazy<TokenPieces> _pieces;
    private readonly Lazy<SpecialTokens> _specials;

    internal LLamaSharpVocabulary(SafeLlamaModelHandle model)
    {
        _model = model;
        Size = model.Vocab.Count;
        BeginningOfSequence = model.Vocab is { ShouldAddBOS: true, BOS: { } token } ? (int)token : null;
        _pieces = new Lazy<TokenPieces>(() => WithModel(() => TokenPieces.Read(Size, ReadPiece)));
        _specials = new Lazy<SpecialTokens>(() => WithModel(() => SpecialTokens.Read(Size, TextOfSpecial, EndsGeneration)));
    }

    public int Size { get; }

    public int? BeginningOfSequence { get; }

    public int[] Tokenize(string text, bool parseSpecial)
    {
        ArgumentNullException.ThrowIfNull(text);
        // addBos stays off: a prompt is tokenized in pieces, and its first token comes from the template.
        var tokens = WithModel(() => _model.Tokenize(text, addBos: false, parseSpecial, Encoding.UTF8));
        return MemoryMarshal.Cast<LLamaToken, int>(tokens).ToArray();
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

    public ITokenGrammar CreateGrammar(string grammar) =>
        WithModel(() => LlamaGrammar.Create(LlamaExtraApi.GetVocabulary(_model.DangerousGetHandle()), grammar, _model, Size));

    // LLamaSharp gives the length that is needed, as a positive number in either case.
    private int ReadPiece(int token, Span<byte> buffer)
    {
        var length = (int)_model.TokenToSpan(token, buffer);
        return length <= buffer.Length ? length : -length;
    }

    private string? TextOfSpecial(int token) =>
        (((LLamaToken)token).GetAttributes(_model) & (LLamaTokenAttr.Control | LLamaTokenAttr.UserDefined)) != 0
            ? _model.Vocab.LLamaTokenToString(token, isSpecialToken: true)
            : null;

    private bool EndsGeneration(int token) => ((LLamaToken)token).IsEndOfGeneration(_model);

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
