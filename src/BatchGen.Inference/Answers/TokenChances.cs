using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sampling;

namespace BatchGen.Inference.Answers;

/// <summary>How likely one token of an answer was, and what else could have stood there.</summary>
/// <param name="Drawn">The token that was drawn.</param>
/// <param name="Likeliest">As many as were asked for, likeliest first, the drawn one among them if it is one.</param>
public sealed record TokenChances(TokenChance Drawn, IReadOnlyList<TokenChance> Likeliest)
{
    /// <param name="logits">As the model gave them.</param>
    internal static TokenChances Of(ReadOnlySpan<float> logits, int drawn, int likeliest, IVocabulary vocabulary)
    {
        var normalizer = LogProbabilities.Normalizer(logits);
        var chances = new List<TokenChance>(likeliest);
        foreach (var token in LogProbabilities.Likeliest(logits, likeliest))
            chances.Add(ChanceOf(token, logits[token], normalizer, vocabulary));
        return new TokenChances(ChanceOf(drawn, logits[drawn], normalizer, vocabulary), chances);
    }

    private static TokenChance ChanceOf(int token, float logit, double normalizer, IVocabulary vocabulary) =>
        new(vocabulary.GetPiece(token).ToArray(), LogProbabilities.Of(logit, normalizer));
}
