using System.Globalization;

namespace BatchGen.Benchmarks.Tables;

/// <summary>The least, the middle and the most of several rounds: these machines are noisy.</summary>
internal sealed record Spread(double Least, double Median, double Most)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return new Spread(sorted[0], sorted[sorted.Count / 2], sorted[^1]);
    }

    /// <summary>Three cells: least, median, most.</summary>
    public IReadOnlyList<string> Cells(string format) =>
        [.. new[] { Least, Median, Most }.Select(value => value.ToString(format, CultureInfo.InvariantCulture))];
}
