using System.Buffers;
using System.Runtime.InteropServices;
using BatchGen.Inference.Grammars;
using BatchGen.Inference.Runtime;
using BatchGen.LlamaCpp.Native;

namespace BatchGen.LlamaCpp.Vocabularies;

/// <summary>llama.cpp's grammar sampler. Keeps the model loaded: the grammar points into its vocabulary.</summary>
internal sealed unsafe class LlamaGrammar : ITokenGrammar
{
    private readonly GrammarHandle _grammar;
    private readonly SafeHandle _model;
    private readonly int _vocabularySize;
    private bool _isHeld;

    private LlamaGrammar(GrammarHandle grammar, SafeHandle model, int vocabularySize)
    {
        _grammar = grammar;
        _model = model;
        _vocabularySize = vocabularySize;
        model.DangerousAddRef(ref _isHeld);
    }

    /// <param name="vocabulary">The model's <c>llama_vocab</c>.</param>
    /// <param name="grammar">Judged before (<c>GbnfCheck</c>).</param>
    /// <exception cref="RuntimeException">llama.cpp cannot read it.</exception>
    public static LlamaGrammar Create(nint vocabulary, string grammar, SafeHandle model, int vocabularySize)
    {
        ArgumentNullException.ThrowIfNull(grammar);
        var sampler = LlamaGrammarApi.Create(vocabulary, grammar, GbnfCheck.Root);
        return sampler.IsInvalid
            ? throw new RuntimeException("grammar_refused", "llama.cpp cannot read the grammar. Make the schema simpler.")
            : new LlamaGrammar(sampler, model, vocabularySize);
    }

    public bool Allows(int token)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)token, (uint)_vocabularySize, nameof(token));
        var one = new TokenData { Id = new TokenId(token) };
        var array = new TokenDataArray { Data = &one, Size = 1, Selected = -1 };
        LlamaGrammarApi.Apply(_grammar, &array);
        return !float.IsNegativeInfinity(one.Logit);
    }

    public void Restrict(Span<float> logits)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(logits.Length, _vocabularySize, nameof(logits));
        var candidates = ArrayPool<TokenData>.Shared.Rent(_vocabularySize);
        try
        {
            // Those that are out already need not be asked about, and asking is what takes time.
            var count = 0;
            for (var token = 0; token < logits.Length; token++)
            {
                if (!float.IsNegativeInfinity(logits[token]))
                    candidates[count++] = new TokenData { Id = new TokenId(token), Logit = logits[token] };
            }

            fixed (TokenData* first = candidates)
            {
                var array = new TokenDataArray { Data = first, Size = (nuint)count, Selected = -1 };
                LlamaGrammarApi.Apply(_grammar, &array);
            }

            for (var i = 0; i < count; i++)
                logits[candidates[i].Id.Value] = candidates[i].Logit;
        }
        finally
        {
            ArrayPool<TokenData>.Shared.Return(candidates);
        }
    }

    public void Accept(int token)
    {
        if (!Allows(token))
            throw new InvalidOperationException($"The grammar does not allow the token {token} here.");
        LlamaGrammarApi.Accept(_grammar, new TokenId(token));
    }

    public void Dispose()
    {
        _grammar.Dispose();
        if (!_isHeld)
            return;
        _isHeld = false;
        _model.DangerousRelease();
    }
}
