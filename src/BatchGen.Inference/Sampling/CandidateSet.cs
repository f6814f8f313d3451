using System.Numerics;
using System.Runtime.InteropServices;

namespace BatchGen.Inference.Sampling;

/// <summary>
/// The tokens a draw is among, narrowed step by step; every narrowing keeps the best ones, by <see cref="CandidateKey"/>.
/// Nothing is sorted: selection by halves (Hoare's quickselect) finds the border in time proportional to the number of
/// candidates.
/// </summary>
internal sealed class CandidateSet(int vocabularySize)
{
    // Long enough for vectors, short enough that looking into the one that is hit costs nothing.
    private const int DrawBlock = 256;

    // One more than can be kept, so that collecting may write first and decide then.
    private readonly ulong[] _keys = new ulong[vocabularySize + 1];

    public int Count { get; private set; }

    private Span<ulong> Keys => _keys.AsSpan(0, Count);

    /// <summary>In no order that means anything.</summary>
    public IEnumerable<int> Tokens => _keys.Take(Count).Select(CandidateKey.Token);

    /// <summary>Starts over with the <paramref name="most"/> best of the tokens within <paramref name="reach"/> of the largest logit.</summary>
    /// <param name="reach">Finite, so that −∞ and NaN never get in.</param>
    public void Collect(ReadOnlySpan<float> logits, float largest, float reach, int most)
    {
        Count = 0;
        // Room for as many again, so that narrowing to the best is paid once for many that came.
        var room = (int)Math.Min(2L * most, logits.Length);
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(logits);
        var top = new Vector<float>(largest);
        for (var i = 0; i < vectors.Length; i++)
        {
            if (!Vector.LessThanOrEqualAny(Softmax.Distance(vectors[i], top), new Vector<float>(reach)))
                continue;
            var start = i * Vector<float>.Count;
            reach = CollectRange(logits, start, start + Vector<float>.Count, largest, reach, most, room);
        }

        CollectRange(logits, vectors.Length * Vector<float>.Count, logits.Length, largest, reach, most, room);
        KeepBest(most);
    }

    /// <summary>Keeps the <paramref name="count"/> best.</summary>
    public void KeepBest(int count)
    {
        var from = 0;
        var to = Count;
        while (from < count && count < to)
        {
            var border = Partition(from, to);
            if (count <= border)
                to = border;
            else
                from = border + 1;
        }

        Count = Math.Min(Count, count);
    }

    /// <summary>The sum of the candidates' weights at temperature 1.</summary>
    public double Mass() => Weigh(Keys, temperature: 1f);

    /// <summary>Keeps the fewest best whose weights at temperature 1 reach <paramref name="mass"/>; at least one, all when they do not reach it.</summary>
    public void KeepMass(double mass)
    {
        double before = 0;
        var from = 0;
        var to = Count;
        while (from < to)
        {
            var border = Partition(from, to);
            var upToBorder = before + Weigh(_keys.AsSpan(from..border), temperature: 1f);
            if (upToBorder >= mass)
            {
                to = border;
                continue;
            }

            before = upToBorder + Softmax.Weight(CandidateKey.Distance(_keys[border]), temperature: 1f);
            from = border + 1;
            if (before >= mass)
                to = from;
        }

        Count = Math.Max(from, 1);
    }

    /// <summary>Keeps those within <paramref name="reach"/> of the largest logit.</summary>
    public void KeepWithin(float reach)
    {
        var kept = 0;
        foreach (var key in Keys)
        {
            if (CandidateKey.Distance(key) <= reach)
                _keys[kept++] = key;
        }

        Count = kept;
    }

    /// <summary>The token at <paramref name="unit"/> (0 to 1) of the candidates' summed weights.</summary>
    public int Draw(double unit, float temperature)
    {
        var left = unit * Weigh(Keys, temperature);
        for (var start = 0; start < Count; start += DrawBlock)
        {
            var block = Keys[start..Math.Min(start + DrawBlock, Count)];
            var mass = Weigh(block, temperature);
            if (mass > left)
                return DrawFrom(block, left, temperature);
            left -= mass;
        }

        // Only rounding comes here, for a unit next to 1.
        return Best();
    }

    private int DrawFrom(Span<ulong> block, double left, float temperature)
    {
        foreach (var key in block)
        {
            left -= Softmax.Weight(CandidateKey.Distance(key), temperature);
            if (left < 0)
                return CandidateKey.Token(key);
        }

        return Best();
    }

    private int Best()
    {
        KeepBest(1);
        return CandidateKey.Token(_keys[0]);
    }

    /// <returns>The reach for tokens to come: it shrinks when the set was narrowed.</returns>
    private float CollectRange(ReadOnlySpan<float> logits, int start, int end, float largest, float reach, int most, int room)
    {
        for (var token = start; token < end; token++)
        {
            var distance = Softmax.Distance(logits[token], largest);
            // Written first and counted then: a jump here would be mispredicted every other time.
            _keys[Count] = CandidateKey.Of(distance, token);
            Count += distance <= reach ? 1 : 0;
            if (Count == room && most < room)
                reach = Narrow(most, reach);
        }

        return reach;
    }

    /// <summary>Tokens to come have higher ids, so one as far as the worst kept is not good enough any more.</summary>
    private float Narrow(int most, float reach)
    {
        KeepBest(most);
        if (Count < most)
            return reach;
        var worst = 0f;
        foreach (var key in Keys)
            worst = Math.Max(worst, CandidateKey.Distance(key));
        return MathF.BitDecrement(worst);
    }

    private static double Weigh(ReadOnlySpan<ulong> keys, float temperature)
    {
        var vectors = MemoryMarshal.Cast<ulong, Vector<ulong>>(keys);
        var sum = Vector<double>.Zero;
        var pair = 0;
        for (; pair + 1 < vectors.Length; pair += 2)
        {
            var weights = Softmax.Weight(CandidateKey.Distances(vectors[pair], vectors[pair + 1]), temperature);
            Vector.Widen(weights, out var low, out var high);
            sum += low + high;
        }

        var total = Vector.Sum(sum);
        foreach (var key in keys[(pair * Vector<ulong>.Count)..])
            total += Softmax.Weight(CandidateKey.Distance(key), temperature);
        return total;
    }

    /// <summary>Puts the better ones of <c>[from, to)</c> before one of them, the others behind it.</summary>
    /// <returns>Where that one stands.</returns>
    private int Partition(int from, int to)
    {
        var keys = _keys.AsSpan(from..to);
        MovePivotToEnd(keys);
        var pivot = keys[^1];
        var border = 0;
        for (var i = 0; i < keys.Length - 1; i++)
        {
            // Swapped always and counted when better (Lomuto, without a jump to mispredict).
            var key = keys[i];
            keys[i] = keys[border];
            keys[border] = key;
            border += key < pivot ? 1 : 0;
        }

        (keys[border], keys[^1]) = (pivot, keys[border]);
        return from + border;
    }

    /// <summary>The middle one of first, middle and last, so that sorted input is no bad case.</summary>
    private static void MovePivotToEnd(Span<ulong> keys)
    {
        ref var first = ref keys[0];
        ref var middle = ref keys[keys.Length / 2];
        ref var last = ref keys[^1];
        if (middle < first)
            (first, middle) = (middle, first);
        if (middle < last)
            (middle, last) = (last, middle);
        if (last < first)
            (first, last) = (last, first);
    }
}
