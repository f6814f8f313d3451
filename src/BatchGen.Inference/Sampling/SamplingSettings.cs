namespace BatchGen.Inference.Sampling;

/// <summary>
/// How the next token is drawn. Order: repetition, frequency and presence penalties, then temperature 0 = greedy;
/// else top-k, top-p, min-p, temperature, draw.
/// </summary>
/// <param name="Temperature">0 takes the most likely token (reproducible); 1 draws from the model's own distribution. 0 to 2.</param>
/// <param name="TopP">Keep the smallest set of tokens whose probabilities reach this sum; 1 keeps all.</param>
/// <param name="TopK">Keep the k most likely; 0 keeps all.</param>
/// <param name="MinP">Drop tokens below this share of the most likely one's probability; 0 drops none.</param>
/// <param name="RepetitionPenalty">
/// Divides positive and multiplies negative logits of tokens seen in the last <paramref name="PenaltyWindowTokens"/>; 1 is off.
/// </param>
/// <param name="FrequencyPenalty">Subtracted once for each occurrence; 0 is off.</param>
/// <param name="PresencePenalty">Subtracted once if the token occurred; 0 is off.</param>
/// <param name="PenaltyWindowTokens">How far back the penalties look, in tokens; the prompt's end counts, as in llama.cpp's server.</param>
/// <param name="Seed">Same seed, same draws. Null takes one from the system's random source.</param>
public sealed record SamplingSettings(
    float Temperature = 0f,
    float TopP = 1f,
    int TopK = 0,
    float MinP = 0f,
    float RepetitionPenalty = 1f,
    float FrequencyPenalty = 0f,
    float PresencePenalty = 0f,
    int PenaltyWindowTokens = 64,
    ulong? Seed = null)
{
    public static SamplingSettings Greedy { get; } = new();

    internal bool HasPenalties =>
        PenaltyWindowTokens > 0 && (RepetitionPenalty != 1f || FrequencyPenalty != 0f || PresencePenalty != 0f);

    /// <summary>Every field out of its range, as a sentence with the field's name in requests; empty when all is well.</summary>
    public IReadOnlyList<string> Validate() => [.. SamplingParameter.All.Select(parameter => parameter.FindProblem(this)).OfType<string>()];
}
