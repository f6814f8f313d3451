using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Scheduling;

/// <summary>
/// A grammar as an answer needs it: tokens that have no text, or that this request ends on, are never a part of it. To
/// llama.cpp a control token is its name, which inside a JSON string would be allowed and end the answer in its middle.
/// </summary>
internal sealed class AnswerGrammar(ITokenGrammar grammar, IVocabulary vocabulary, IReadOnlySet<int> stopTokens) : ITokenGrammar
{
    public bool Allows(int token) => !IsNoText(token) && grammar.Allows(token);

    public void Restrict(Span<float> logits)
    {
        for (var token = 0; token < logits.Length; token++)
        {
            if (IsNoText(token))
                logits[token] = float.NegativeInfinity;
        }

        grammar.Restrict(logits);
    }

    public void Accept(int token) => grammar.Accept(token);

    public void Dispose() => grammar.Dispose();

    private bool IsNoText(int token) =>
        !vocabulary.IsEndOfGeneration(token) && (stopTokens.Contains(token) || vocabulary.GetPiece(token).IsEmpty);
}
