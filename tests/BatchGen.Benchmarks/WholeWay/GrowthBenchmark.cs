using System.Globalization;
using BatchGen.Benchmarks.Tables;
using BatchGen.Testing.Models;

namespace BatchGen.Benchmarks.WholeWay;

/// <summary>
/// What an item costs the loop when few and when many wait, round by round in turn: choosing whose turn it is must not grow with the queue.
/// As many slots as the smallest number of items, so that every step is as full as any other.
/// </summary>
internal sealed class GrowthBenchmark : IBenchmark
{
    private const int MaxTokens = 4;
    private const int Rounds = 5;

    /// <summary>Fewer are run as often as makes so many, or a step or two would decide.</summary>
    private const int LeastItems = 512;

    private static readonly int[] Sizes = [8, 64, 512, 4_096];

    public string Name => "growth";

    public Task<ResultTable> RunAsync()
    {
        var loop = new BareLoop(RandomModel.PathOf(new RandomModelShape()), threads: 1, slots: Sizes[0]);
        loop.Run(Sizes[0], MaxTokens);
        var figures = Sizes.ToDictionary(size => size, _ => new List<(double Whole, double Outside, double Steps)>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var size in Sizes)
                figures[size].Add(Run(loop, size));
        }

        return Task.FromResult(new ResultTable(
            "An item's time as the queue grows",
            ["Items", "ms an item, least", "median", "most", "of it outside llama.cpp, least", "median", "most", "steps an item"],
            [.. Sizes.Select(size => (IReadOnlyList<string>)
            [
                size.ToString("N0", CultureInfo.InvariantCulture),
                .. Spread.Of(figures[size].Select(figure => figure.Whole)).Cells("0.000"),
                .. Spread.Of(figures[size].Select(figure => figure.Outside)).Cells("0.000"),
                figures[size][0].Steps.ToString("0.000", CultureInfo.InvariantCulture),
            ])]));
    }

    private static (double Whole, double Outside, double Steps) Run(BareLoop loop, int size)
    {
        var runs = Enumerable.Range(0, Math.Max(1, LeastItems / size)).Select(_ => loop.Run(size, MaxTokens)).ToList();
        double items = runs.Count * size;
        return (
            runs.Sum(run => run.Whole.TotalMilliseconds) / items,
            runs.Sum(run => (run.Whole - run.InLibrary).TotalMilliseconds) / items,
            runs.Sum(run => run.Steps) / items);
    }
}
