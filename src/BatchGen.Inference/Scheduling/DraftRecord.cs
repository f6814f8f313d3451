namespace BatchGen.Inference.Scheduling;

/// <summary>How well drafts have been hit in one group, and how long the next may be.</summary>
/// <remarks>
/// A pass costs one unit for the weights and <c>c</c> for each row. With n rows, a token costs (1 + c·n) / n; one more row that becomes a
/// token with probability p costs c / p. So a row pays while p is above c·n / (1 + c·n). The k-th token of a draft is hit when all before
/// it were: with probability a to the power of k, where a is the share of drafted tokens that were hit among those that were reached.
/// </remarks>
internal sealed class DraftRecord
{
    public const int MostTokens = 7;

    // Older tries fade: a batch may turn to something else.
    private const double Memory = 0.99;

    // While it does not pay, one try in so many finds out whether it would.
    private const int TriesPerProbe = 64;

    // As good as a coin until it is known better.
    private double _hits = 8;
    private double _misses = 8;
    private int _held;

    /// <summary>The share of drafted tokens that were hit, among those that were reached.</summary>
    public double HitRate => _hits / (_hits + _misses);

    /// <summary>How many tokens to draft now, perhaps none.</summary>
    /// <param name="rows">Rows the step has without drafts.</param>
    /// <param name="rowCost">What a row costs beside the weights of a pass, c above.</param>
    public int TokensToDraft(int rows, double rowCost)
    {
        var least = rowCost * rows / (1 + (rowCost * rows));
        var tokens = (int)Math.Min(MostTokens, Math.Log(least) / Math.Log(HitRate));
        if (tokens > 0)
            return tokens;
        _held = (_held + 1) % TriesPerProbe;
        return _held == 0 ? 1 : 0;
    }

    /// <param name="drafted">Tokens of a draft.</param>
    /// <param name="hit">Of those, how many were what the model drew.</param>
    public void Learn(int drafted, int hit)
    {
        _hits = (_hits * Memory) + hit;
        _misses = (_misses * Memory) + (hit < drafted ? 1 : 0);
    }
}
