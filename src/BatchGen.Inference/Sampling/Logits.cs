using System.Numerics;
using System.Runtime.InteropServices;

namespace BatchGen.Inference.Sampling;

/// <summary>Passes over a whole vocabulary's logits, a vector at a time: 151,552 floats a token and slot.</summary>
internal static class Logits
{
    /// <summary>The index of the largest logit, the lowest index among equals.</summary>
    /// <returns>−1 when there is none: every logit is NaN or −∞.</returns>
    public static int IndexOfLargest(ReadOnlySpan<float> logits)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(logits);
        var largest = new Vector<float>(float.NegativeInfinity);
        var at = -Vector<int>.One;
        for (var i = 0; i < vectors.Length; i++)
        {
            // NaN is not greater than anything, so it is never taken.
            var isGreater = Vector.GreaterThan(vectors[i], largest);
            largest = Vector.ConditionalSelect(isGreater, vectors[i], largest);
            at = Vector.ConditionalSelect(isGreater, new Vector<int>(i), at);
        }

        var best = float.NegativeInfinity;
        var bestIndex = -1;
        for (var lane = 0; lane < Vector<float>.Count; lane++)
        {
            var index = at[lane] * Vector<float>.Count + lane;
            if (largest[lane] > best || (bestIndex >= 0 && largest[lane] == best && index < bestIndex))
            {
                best = largest[lane];
                bestIndex = index;
            }
        }

        for (var i = vectors.Length * Vector<float>.Count; i < logits.Length; i++)
        {
            if (logits[i] > best)
            {
                best = logits[i];
                bestIndex = i;
            }
        }

        return bestIndex;
    }

    /// <summary>The sum of all weights at temperature 1: what a softmax divides by. NaN weighs nothing.</summary>
    public static double Mass(ReadOnlySpan<float> logits, float largest)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(logits);
        var top = new Vector<float>(largest);
        var sum = Vector<double>.Zero;
        foreach (var vector in vectors)
        {
            var weight = Softmax.Weight(Softmax.Distance(vector, top), temperature: 1f);
            weight = Vector.ConditionalSelect(Vector.Equals(vector, vector), weight, Vector<float>.Zero);
            // 151,552 small floats summed in float would lose the tail.
            Vector.Widen(weight, out var low, out var high);
            sum += low + high;
        }

        var total = Vector.Sum(sum);
        foreach (var logit in logits[(vectors.Length * Vector<float>.Count)..])
            total += float.IsNaN(logit) ? 0f : Softmax.Weight(Softmax.Distance(logit, largest), temperature: 1f);
        return total;
    }
}
