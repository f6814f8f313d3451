using System.Runtime.InteropServices;
using BatchGen.Inference.Runtime.Binding;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp;

/// <summary>llama.h's vocabulary calls. Each keeps the model loaded: the vocabulary is a part of it.</summary>
internal sealed unsafe class NativeVocabulary : INativeVocabulary
{
    private readonly ModelHandle _model;
    private readonly nint _vocabulary;

    public NativeVocabulary(ModelHandle model)
    {
        _model = model;
        _vocabulary = LlamaApi.GetVocabulary(model);
        Size = LlamaApi.Size(_vocabulary);
        var token = LlamaApi.BeginningOfSequence(_vocabulary);
        BeginningOfSequence = LlamaApi.AddsBeginningOfSequence(_vocabulary) != 0 && token >= 0 ? token : null;
    }

    public int Size { get; }

    public int? BeginningOfSequence { get; }

    // add_special stays off: a prompt is tokenized in pieces, and its first token comes from the template.
    public int Tokenize(ReadOnlySpan<byte> utf8, Span<int> tokens, bool parseSpecial)
    {
        using var held = new Hold(_model);
        fixed (byte* text = utf8)
        fixed (int* first = tokens)
            return LlamaApi.Tokenize(_vocabulary, text, utf8.Length, first, tokens.Length, addSpecial: 0, parseSpecial ? (byte)1 : (byte)0);
    }

    // Without renderSpecial a control token has no text.
    public int ReadPiece(int token, Span<byte> buffer)
    {
        using var held = new Hold(_model);
        fixed (byte* first = buffer)
            return LlamaApi.TokenToPiece(_vocabulary, token, first, buffer.Length, leadingSpacesToSkip: 0, renderSpecial: 0);
    }

    public string? TextOfSpecial(int token)
    {
        using var held = new Hold(_model);
        return (LlamaApi.Attributes(_vocabulary, token) & (TokenAttributes.Control | TokenAttributes.UserDefined)) != 0
            ? NativeText.Read(LlamaApi.Text(_vocabulary, token))
            : null;
    }

    public bool EndsGeneration(int token)
    {
        using var held = new Hold(_model);
        return LlamaApi.IsEndOfGeneration(_vocabulary, token) != 0;
    }

    public INativeGrammar? CreateGrammar(string grammar, string root)
    {
        using var held = new Hold(_model);
        var sampler = LlamaApi.CreateGrammar(_vocabulary, grammar, root);
        return sampler.IsInvalid ? null : new NativeGrammar(sampler, _model);
    }

    /// <summary>A reference to the model while it lives.</summary>
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
        private readonly GrammarHandle _grammar;
        private readonly ModelHandle _model;
        private bool _isHeld;

        public NativeGrammar(GrammarHandle grammar, ModelHandle model)
        {
            _grammar = grammar;
            _model = model;
            model.DangerousAddRef(ref _isHeld);
        }

        public void Apply(Span<TokenCandidate> candidates)
        {
            fixed (TokenCandidate* first = candidates)
            {
                var array = new TokenCandidateArray { Data = first, Size = (nuint)candidates.Length, Selected = -1 };
                LlamaApi.ApplyGrammar(_grammar, &array);
            }
        }

        public void Accept(int token) => LlamaApi.AcceptToken(_grammar, token);

        public void Dispose()
        {
            _grammar.Dispose();
            if (!_isHeld)
                return;
            _isHeld = false;
            _model.DangerousRelease();
        }
    }
}
