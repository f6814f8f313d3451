using System.Runtime.InteropServices;
using BatchGen.Inference.Runtime.Binding;
using BatchGen.LLamaSharp.Native;
using LLama.Native;

namespace BatchGen.LLamaSharp;

/// <summary>LLamaSharp's vocabulary calls.</summary>
internal sealed unsafe class NativeVocabulary : INativeVocabulary
{
    private readonly SafeLlamaModelHandle _model;
    private readonly nint _vocabulary;

    public NativeVocabulary(SafeLlamaModelHandle model)
    {
        _model = model;
        _vocabulary = MissingApi.GetVocabulary(model.DangerousGetHandle());
        Size = model.Vocab.Count;
        BeginningOfSequence = model.Vocab is { ShouldAddBOS: true, BOS: { } token } ? (int)token : null;
    }

    public int Size { get; }

    public int? BeginningOfSequence { get; }

    // add_special stays off: a prompt is tokenized in pieces, and its first token comes from the template.
    public int Tokenize(ReadOnlySpan<byte> utf8, Span<int> tokens, bool parseSpecial)
    {
        using var held = new Hold(_model);
        fixed (byte* text = utf8)
        fixed (int* first = tokens)
            return MissingApi.Tokenize(_vocabulary, text, utf8.Length, first, tokens.Length, addSpecial: 0, parseSpecial ? (byte)1 : (byte)0);
    }

    // LLamaSharp gives the length that is needed, as a positive number in either case.
    public int ReadPiece(int token, Span<byte> buffer)
    {
        var length = (int)_model.TokenToSpan(token, buffer);
        return length <= buffer.Length ? length : -length;
    }

    public string? TextOfSpecial(int token) =>
        (((LLamaToken)token).GetAttributes(_model) & (LLamaTokenAttr.Control | LLamaTokenAttr.UserDefined)) != 0
            ? _model.Vocab.LLamaTokenToString(token, isSpecialToken: true)
            : null;

    public bool EndsGeneration(int token) => ((LLamaToken)token).IsEndOfGeneration(_model);

    public INativeGrammar? CreateGrammar(string grammar, string root)
    {
        using var held = new Hold(_model);
        fixed (byte* text = NativeText.ToZeroTerminated(grammar))
        fixed (byte* first = NativeText.ToZeroTerminated(root))
        {
            var sampler = MissingApi.CreateGrammar(_vocabulary, text, first);
            return sampler == 0 ? null : new NativeGrammar(sampler, _model);
        }
    }

    /// <summary>A reference to the model while it lives: the vocabulary is a part of it.</summary>
    private readonly struct Hold : IDisposable
    {
        private readonly SafeHandle _model;
        private readonly bool _isHeld;

        public Hold(SafeHandle model)
        {
            _model = model;
            model.DangerousAddRef(ref _isHeld);
        }

        public void Dispose()
        {
            if (_isHeld)
                _model.DangerousRelease();
        }
    }

    private sealed class NativeGrammar : INativeGrammar
    {
        private readonly SafeHandle _model;
        private nint _sampler;
        private bool _isHeld;

        public NativeGrammar(nint sampler, SafeHandle model)
        {
            _sampler = sampler;
            _model = model;
            model.DangerousAddRef(ref _isHeld);
        }

        ~NativeGrammar() => Free();

        public void Apply(Span<TokenCandidate> candidates)
        {
            fixed (TokenCandidate* first = candidates)
            {
                var array = new TokenCandidateArray { Data = first, Size = (nuint)candidates.Length, Selected = -1 };
                MissingApi.ApplyGrammar(Sampler(), &array);
            }
        }

        public void Accept(int token) => MissingApi.AcceptToken(Sampler(), token);

        public void Dispose()
        {
            Free();
            GC.SuppressFinalize(this);
        }

        private nint Sampler() => _sampler != 0 ? _sampler : throw new ObjectDisposedException(nameof(NativeGrammar));

        private void Free()
        {
            if (Interlocked.Exchange(ref _sampler, 0) is var sampler && sampler != 0)
                MissingApi.FreeSampler(sampler);
            if (!_isHeld)
                return;
            _isHeld = false;
            _model.DangerousRelease();
        }
    }
}
