using System.Globalization;

namespace BatchGen.Benchmarks.Memory;

/// <summary>How far plans were from what they planned, in percent of it; the sign says above (+) or below (−).</summary>
internal sealed class ErrorTally(string what, string bound)
{
    private readonly List<Finding> _findings = [];

    public void Add(string where, long planned, long actual) =>
        _findings.Add(new Finding(where, actual == 0 ? (planned == 0 ? 0 : 100) : 100.0 * (planned - actual) / actual));

    public ErrorFigures Figures()
    {
        var bySize = _findings.OrderBy(finding => Math.Abs(finding.Percent)).ToList();
        return new ErrorFigures(
            what,
            bound,
            _findings.Count,
            Math.Abs(bySize[bySize.Count / 2].Percent),
            _findings.Max(finding => finding.Percent),
            _findings.Min(finding => finding.Percent),
            bySize[^1].Percent == 0 ? "none" : bySize[^1].Where);
    }

    private sealed record Finding(string Where, double Percent);
}

/// <summary>One row of the table; errors in percent.</summary>
internal sealed record ErrorFigures(string What, string Bound, int Configurations, double Median, double MostAbove, double MostBelow, string WorstAt)
{
    public IReadOnlyList<string> Cells() =>
        [What, Configurations.ToString(CultureInfo.InvariantCulture), Bound, Text(Median), Text(MostAbove), Text(MostBelow), WorstAt];

    private static string Text(double percent) => percent.ToString("0.000 '%'", CultureInfo.InvariantCulture);
}
