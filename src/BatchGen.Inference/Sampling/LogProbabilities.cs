namespace BatchGen.Inference.Sampling;

/// <summary>
/// Natural logarithms of the model's own probabilities: ln softmax of the logits as the model gave them, before
/// penalties, grammar, temperature and every cut (as OpenAI's logprobs). In double, NaN left out.
/// </summary>
public static class LogProbabilities
{
    /// <summary>What stands for "never", as OpenAI's API writes it: JSON knows no −∞.</summary>
    public const double Never = -9999;

    /// <summary>e^−50 of each of 151,552 logits is less than what a double of 1 or more can show.</summary>
    private const float Reach = 50f;

    /// <summary>What is taken from a logit to get its logarithm: ln Σ e^logit.</summary>
    public static double Normalizer(ReadOnlySpan<float> logits)
    {
        var largestAt = Logits.IndexOfLargest(logits);
        if (largestAt < 0)
            return double.PositiveInfinity;
        var largest = logits[largestAt];
        double sum = 0;
        foreach (var logit in logits)
        {
            // NaN fails the comparison.
            if (largest - logit <= Reach)
                sum += Math.Exp((double)logit - largest);
        }

        return largest + Math.Log(sum);
    }

    public static double Of(float logit, double normalizer) => float.IsNaN(logit) ? Never : Math.Max(logit - normalizer, Never);

    /// <returns>The tokens with the largest logits, likeliest first, the lower id first among equals; fewer when fewer are numbers.</returns>
    public static IReadOnlyList<int> Likeliest(ReadOnlySpan<float> logits, int count)
    {
        var best = new List<int>(count);
        for (var token = 0; token < logits.Length && count > 0; token++)
        {
            var logit = logits[token];
            if (float.IsNaN(logit) || (best.Count == count && logit <= logits[best[^1]]))
                continue;
            if (best.Count == count)
                best.RemoveAt(count - 1);
            var place = best.Count;
            while (place > 0 && logit > logits[best[place - 1]])
                place--;
            best.Insert(place, token);
        }

        return best;
    }
}
