using System.Buffers;
using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Runtime.Binding;

/// <summary>llama.cpp's grammar sampler over the whole vocabulary.</summary>
internal sealed class LlamaGrammar(INativeGrammar native, int vocabularySize) : ITokenGrammar
{
    public bool Allows(int token)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)token, (uint)vocabularySize, nameof(token));
        var one = new TokenCandidate { Id = token };
        native.Apply(new Span<TokenCandidate>(ref one));
        return !float.IsNegativeInfinity(one.Logit);
    }

    public void Restrict(Span<float> logits)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(logits.Length, vocabularySize, nameof(logits));
        var candidates = ArrayPool<TokenCandidate>.Shared.Rent(vocabularySize);
        try
        {
            // Those that are out already need not be asked about, and asking is what takes time.
            var count = 0;
            for (var token = 0; token < logits.Length; token++)
            {
                if (!float.IsNegativeInfinity(logits[token]))
                    candidates[count++] = new TokenCandidate { Id = token, Logit = logits[token] };
            }

            native.Apply(candidates.AsSpan(0, count));
            for (var i = 0; i < count; i++)
                logits[candidates[i].Id] = candidates[i].Logit;
        }
        finally
        {
            ArrayPool<TokenCandidate>.Shared.Return(candidates);
        }
    }

    public void Accept(int token)
    {
        if (!Allows(token))
            throw new InvalidOperationException(InvariantText.Of($"The grammar does not allow the token {token} here."));
        native.Accept(token);
    }

    public void Dispose() => native.Dispose();
}
