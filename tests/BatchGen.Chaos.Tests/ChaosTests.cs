using BatchGen.Chaos.Tests.Scenarios;
using Xunit.Abstractions;

namespace BatchGen.Chaos.Tests;

/// <summary>
/// What of the chaos command takes little enough time for every run of the tests; the figures of the others are in BENCHMARKS.md. Time is not
/// judged here.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Poison_CostsItsOwnItemAlone() => await RunAsync(new PoisonedPrompt());

    private async Task RunAsync(IScenario scenario)
    {
        var seed = Random.Shared.Next(1, 1_000_000);
        output.WriteLine($"seed {seed}");
        using var log = new StringWriter();

        var row = await TimedScenario.RunAsync(scenario, new ChaosRun(ChaosSizes.Short, seed, log));

        output.WriteLine($"{log}\n{string.Join(" | ", row.Cells())}");
        Assert.Empty(row.Problems);
    }
}
