using System.Text;
using BatchGen.Inference.Answers;

namespace BatchGen.Batches.Requests;

/// <summary>How likely the tokens of an answer were, as OpenAI's clients read it.</summary>
/// <param name="Refusal">Always null: this server has no refusals of its own.</param>
public sealed record ChatLogprobs(IReadOnlyList<TokenLogprob> Content, IReadOnlyList<TokenLogprob>? Refusal = null)
{
    /// <returns>Null when nobody asked.</returns>
    public static ChatLogprobs? Of(IReadOnlyList<TokenChances>? tokens) => tokens is null ? null : new ChatLogprobs([.. tokens.Select(TokenLogprob.Of)]);
}

/// <param name="Logprob">Natural logarithm of the model's own probability; -9999 for a token that it gives none.</param>
public sealed record TokenLogprob(string Token, double Logprob, IReadOnlyList<int> Bytes, IReadOnlyList<LikelyToken> TopLogprobs)
{
    public static TokenLogprob Of(TokenChances chances)
    {
        ArgumentNullException.ThrowIfNull(chances);
        var drawn = LikelyToken.Of(chances.Drawn);
        return new TokenLogprob(drawn.Token, drawn.Logprob, drawn.Bytes, [.. chances.Likeliest.Select(LikelyToken.Of)]);
    }
}

/// <param name="Token">As text; what is no whole character is U+FFFD, and the bytes say what it was.</param>
/// <param name="Bytes">UTF-8.</param>
public sealed record LikelyToken(string Token, double Logprob, IReadOnlyList<int> Bytes)
{
    public static LikelyToken Of(TokenChance chance)
    {
        ArgumentNullException.ThrowIfNull(chance);
        var bytes = chance.Bytes.ToArray();
        return new LikelyToken(Encoding.UTF8.GetString(bytes), chance.LogProbability, Array.ConvertAll(bytes, one => (int)one));
    }
}
