namespace BatchGen.Inference.Scheduling;

/// <summary>
/// What answers have really needed, group by group: max_tokens says only what was allowed. Learnt while the loop runs; a group nobody
/// has asked for longest is forgotten when there are many.
/// </summary>
internal sealed class AnswerLengths
{
    private const int MostGroups = 256;

    private readonly Dictionary<string, GroupLengths> _groups = new(StringComparer.Ordinal);
    private long _uses;

    /// <summary>The group's lengths, the same object for all its sequences; null for a sequence without a group.</summary>
    public GroupLengths? Of(string? group)
    {
        if (group is null)
            return null;
        if (!_groups.TryGetValue(group, out var lengths))
        {
            if (_groups.Count == MostGroups)
                _groups.Remove(_groups.MinBy(entry => entry.Value.LastUse).Key);
            _groups.Add(group, lengths = new GroupLengths());
        }

        lengths.LastUse = ++_uses;
        return lengths;
    }
}

/// <summary>One group's answers: by the length of the prompt where enough of them have ended, else all together.</summary>
internal sealed class GroupLengths
{
    /// <summary>Fewer ends say nothing yet; the first to end are the short ones.</summary>
    public const int EnoughEnds = 8;

    private readonly LengthHistogram _all = new();
    private readonly LengthHistogram?[] _byPrompt = new LengthHistogram?[32];

    public long LastUse { get; set; }

    /// <summary>Whether answers of this kind repeat what the sequence holds already.</summary>
    public DraftRecord Drafts { get; } = new();

    public void Learn(int promptTokens, int answerTokens)
    {
        _all.Add(answerTokens);
        (_byPrompt[ClassOf(promptTokens)] ??= new LengthHistogram()).Add(answerTokens);
    }

    /// <summary>The length that half of the answers to such prompts stay within, in tokens; 0 while too few have ended.</summary>
    public int Median(int promptTokens) => Of(promptTokens)?.Median ?? 0;

    /// <summary>The length that nine of ten stay within, in tokens; 0 while too few have ended.</summary>
    public int NineOfTen(int promptTokens) => Of(promptTokens)?.NineOfTen ?? 0;

    private LengthHistogram? Of(int promptTokens)
    {
        if (_byPrompt[ClassOf(promptTokens)] is { } lengths && lengths.Count >= EnoughEnds)
            return lengths;
        return _all.Count >= EnoughEnds ? _all : null;
    }

    /// <summary>Prompts of one class differ by less than a factor of two.</summary>
    private static int ClassOf(int promptTokens) => int.Log2(promptTokens);
}

/// <summary>How often each length came, in classes an eighth of a doubling wide: a quantile is right to 9 %, and always from above.</summary>
internal sealed class LengthHistogram
{
    private const int ClassesPerDoubling = 8;

    private readonly int[] _counts = new int[31 * ClassesPerDoubling + 1];
    private int _countAtMedian;
    private int _countAtNine;
    private int _median;
    private int _nineOfTen;

    public int Count { get; private set; }

    public int Median => Quantile(0.5, ref _median, ref _countAtMedian);

    public int NineOfTen => Quantile(0.9, ref _nineOfTen, ref _countAtNine);

    public void Add(int length)
    {
        _counts[(int)Math.Ceiling(Math.Log2(length) * ClassesPerDoubling)]++;
        Count++;
    }

    /// <summary>Counted only when something came since the last time.</summary>
    private int Quantile(double share, ref int value, ref int countedAt)
    {
        if (countedAt == Count)
            return value;
        countedAt = Count;
        var left = (int)Math.Ceiling(share * Count);
        var at = 0;
        while ((left -= _counts[at]) > 0)
            at++;
        return value = (int)Math.Ceiling(Math.Pow(2, (double)at / ClassesPerDoubling));
    }
}
