using System.Numerics;
using System.Runtime.InteropServices;

namespace BatchGen.Inference.Sampling;

/// <summary>
/// The tokens a draw is among, narrowed step by step. "Better" means a larger logit, among equals a lower id; every
/// narrowing keeps the best ones. Nothing is sorted: a selection by halves (Hoare's quickselect) finds the border in
/// time proportional to the number of candidates.
/// </summary>
internal sealed class CandidateSet(int vocabularySize)
{
    private readonly int[] _tokens = new int[vocabularySize];
    private readonly float[] _distances = new float[vocabularySize];
    private readonly float[] _weights = new float[vocabularySize];

    public int Count { get; private set; }

    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, Count);

    /// <summary>Starts over with the <paramref name="most"/> best tokens whose logit is no further than <paramref name="floor"/> below the largest.</summary>
    /// <param name="floor">Negative and finite, so that −∞ and NaN never get in.</param>
    public void Collect(ReadOnlySpan<float> logits, float largest, float floor, int most)
    {
        Count = 0;
        // Room for as many again, so that narrowing to the best is paid once for many that came.
        int room = (int)Math.Min(2L * most, _tokens.Length);
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(logits);
        for (int i = 0; i < vectors.Length; i++)
        {
            if (Vector.GreaterThanOrEqualAny(Logits.Distance(vectors[i], new Vector<float>(largest)), new Vector<float>(floor)))
                floor = CollectRange(logits, i * Vector<float>.Count, Vector<float>.Count, largest, floor, most, room);
        }

        int done = vectors.Length * Vector<float>.Count;
        CollectRange(logits, done, logits.Length - done, largest, floor, most, room);
        KeepBest(most);
    }

    /// <summary>Keeps the <paramref name="count"/> best.</summary>
    public void KeepBest(int count)
    {
        int from = 0;
        int to = Count;
        while (from < count && count < to)
        {
            int pivot = Partition(from, to);
            if (count <= pivot)
                to = pivot;
            else
                from = pivot + 1;
        }

        Count = Math.Min(Count, count);
    }

    /// <summary>The sum of the candidates' weights at temperature 1.</summary>
    public double Mass()
    {
        SetWeights(temperature: 1f);
        return Sum(0, Count);
    }

    /// <summary>Keeps the fewest best whose weights (at temperature 1) reach <paramref name="mass"/>; at least one, all when they do not reach it.</summary>
    public void KeepMass(double mass)
    {
        SetWeights(temperature: 1f);
        double before = 0;
        int from = 0;
        int to = Count;
        while (from < to)
        {
            int pivot = Partition(from, to);
            double upToPivot = before + Sum(from, pivot);
            if (upToPivot >= mass)
            {
                to = pivot;
                continue;
            }

            before = upToPivot + _weights[pivot];
            from = pivot + 1;
            if (before >= mass)
                to = from;
        }

        Count = Math.Max(from, 1);
    }

    /// <summary>Keeps those no further than <paramref name="floor"/> below the largest logit.</summary>
    public void KeepAbove(float floor)
    {
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            if (_distances[i] >= floor)
                Swap(kept++, i);
        }

        Count = kept;
    }

    /// <summary>The token at <paramref name="unit"/> (0 to 1) of the candidates' summed weights.</summary>
    public int Draw(double unit, float temperature)
    {
        SetWeights(temperature);
        double left = unit * Sum(0, Count);
        int last = 0;
        for (int i = 0; i < Count; i++)
        {
            if (_weights[i] == 0f)
                continue;
            last = i;
            left -= _weights[i];
            if (left < 0)
                break;
        }

        return _tokens[last];
    }

    private float CollectRange(ReadOnlySpan<float> logits, int start, int count, float largest, float floor, int most, int room)
    {
        for (int token = start; token < start + count; token++)
        {
            float distance = Logits.Distance(logits[token], largest);
            if (!(distance >= floor))
                continue;
            _tokens[Count] = token;
            _distances[Count++] = distance;
            if (Count == room && most < room)
                floor = Compact(most);
        }

        return floor;
    }

    /// <returns>The new floor: tokens to come have higher ids, so an equal logit is not enough for them.</returns>
    private float Compact(int most)
    {
        KeepBest(most);
        float worst = 0f;
        foreach (float distance in _distances.AsSpan(0, Count))
            worst = Math.Min(worst, distance);
        return MathF.BitIncrement(worst);
    }

    private void SetWeights(float temperature)
    {
        Span<Vector<float>> distances = MemoryMarshal.Cast<float, Vector<float>>(_distances.AsSpan(0, Count));
        Span<Vector<float>> weights = MemoryMarshal.Cast<float, Vector<float>>(_weights.AsSpan(0, Count));
        for (int i = 0; i < distances.Length; i++)
            weights[i] = Vector.Exp(distances[i] / temperature);
        for (int i = distances.Length * Vector<float>.Count; i < Count; i++)
            _weights[i] = MathF.Exp(_distances[i] / temperature);
    }

    private double Sum(int from, int to)
    {
        double sum = 0;
        foreach (float weight in _weights.AsSpan(from..to))
            sum += weight;
        return sum;
    }

    /// <summary>Puts the better ones of <c>[from, to)</c> before one of them, the others behind it.</summary>
    /// <returns>Where that one stands.</returns>
    private int Partition(int from, int to)
    {
        Swap(Median(from, from + (to - from) / 2, to - 1), to - 1);
        int border = from;
        for (int i = from; i < to - 1; i++)
        {
            if (IsBetter(i, to - 1))
                Swap(border++, i);
        }

        Swap(border, to - 1);
        return border;
    }

    private int Median(int a, int b, int c)
    {
        if (IsBetter(b, a))
            (a, b) = (b, a);
        if (IsBetter(c, a))
            return a;
        return IsBetter(c, b) ? c : b;
    }

    private bool IsBetter(int x, int y) =>
        _distances[x] != _distances[y] ? _distances[x] > _distances[y] : _tokens[x] < _tokens[y];

    private void Swap(int x, int y)
    {
        (_tokens[x], _tokens[y]) = (_tokens[y], _tokens[x]);
        (_distances[x], _distances[y]) = (_distances[y], _distances[x]);
        (_weights[x], _weights[y]) = (_weights[y], _weights[x]);
    }
}
